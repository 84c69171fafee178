// Every "talk to the assistant" button opens the widget once it is there.
const assistant = () => document.querySelector("komotini-assistant");

for (const button of document.querySelectorAll("[data-ask]")) {
  button.addEventListener("click", async () => {
    await customElements.whenDefined("komotini-assistant");
    assistant()?.open?.();
  });
}
