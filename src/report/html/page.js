// One language at a time; the page stands in its first one without this script.
const page = document.documentElement;
const buttons = document.querySelectorAll("button[data-lang]");
function show(lang) {
  page.lang = lang;
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  }
}
for (const button of buttons) {
  button.addEventListener("click", () => show(button.dataset.lang));
}
show(page.lang);
