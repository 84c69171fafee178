"""The line that `bench.line` measures, in a process of its own. The user that is called says what it does:

``echo`` says what it hears, ``tone`` speaks without end, ``key`` speaks until a key is pressed and then is silent for
a second, ``short`` says a second of tone and hangs up. Prints one JSON line with its addresses when it is ready; ends
when its standard input does.
"""

from __future__ import annotations

import asyncio
import json
import sys

from tests.support import tracks
from tests.support.caller import free_port
from voice.audiosocket import AudioSocketServer, AudioSocketSettings
from voice.leg import CallLeg, CallOver
from voice.sip import SipServer, SipSettings

TONE = tracks.tone(600, 1000).tobytes()


async def speak_on(leg: CallLeg) -> None:
    while leg.ended is None:
        if leg.pending_ms() < 2000:
            leg.write(TONE)
        await leg.read()


async def speak_until_key(leg: CallLeg) -> None:
    speaking = asyncio.create_task(speak_on(leg))
    try:
        while True:
            await leg.dtmf()
            speaking.cancel()
            leg.flush()
            await asyncio.sleep(1)
            speaking = asyncio.create_task(speak_on(leg))
    except CallOver:
        speaking.cancel()


async def on_call(leg: CallLeg) -> None:
    await leg.answer()
    if leg.info.called == "echo":
        while (frame := await leg.read()) is not None:
            leg.write(frame)
    elif leg.info.called == "key":
        await speak_until_key(leg)
    elif leg.info.called == "short":
        leg.write(TONE)
        await leg.drained()
    else:
        await speak_on(leg)


async def main() -> None:
    sip = SipServer(SipSettings(listen=f"127.0.0.1:{free_port()}", max_calls=int(sys.argv[1])))
    audiosocket = AudioSocketServer(AudioSocketSettings(listen="127.0.0.1:0"))
    await sip.start(on_call)
    await audiosocket.start(on_call)
    print(json.dumps({"port": int(sip.settings.listen.rpartition(":")[2]), "audiosocket": audiosocket.address}), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await audiosocket.stop()
    await sip.stop()


if __name__ == "__main__":
    asyncio.run(main())
