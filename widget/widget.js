// The one script tag of a page: <script src="https://host/widget.js" data-assistant="https://host/"></script>
// Classic script, so that document.currentScript tells where it came from; everything else is a module beside it.
(() => {
  const script = document.currentScript;
  const ready = import(new URL("widget/element.js", script.src).href);
  const place = () => {
    if (document.querySelector("komotini-assistant")) return;
    const element = document.createElement("komotini-assistant");
    Object.assign(element.dataset, script.dataset);
    element.dataset.assistant ||= new URL("./", script.src).href;
    document.body.append(element);
  };
  ready.then(() => (document.body ? place() : addEventListener("DOMContentLoaded", place, { once: true })));
})();
