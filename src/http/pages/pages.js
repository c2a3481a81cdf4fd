// What both pages share: making elements, the language, the token, numbers.

const LANGUAGE = "tenfold.language";
const TOKEN = "tenfold.token";

/** The language a person chose on this screen, or else the browser's. */
export let language = pick();

function pick() {
  const kept = remembered(localStorage, LANGUAGE);
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

// A browser that forbids storage throws on the first look; the page works without.
function remembered(storage, key) {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function remember(storage, key, value) {
  try {
    if (value) storage.setItem(key, value);
    else storage.removeItem(key);
  } catch {
    // Forgotten at the next load, and nothing worse.
  }
}

/** One of two wordings, [Chinese, English], or one wording for both. */
export function say(words) {
  return Array.isArray(words) ? words[language === "zh" ? 0 : 1] : words;
}

/** An element. Text is only ever set as text, so that no name of a site can become markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** A shape inside a drawing. */
export function shape(tag, attributes = {}, text = null) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text != null) element.textContent = text;
  return element;
}

/** Whole numbers as people group them, and a dash where there is none yet. */
export function count(number) {
  return Number.isFinite(number) ? new Intl.NumberFormat("en").format(number) : "–";
}

/** Fills every element that carries `data-zh` and `data-en`, and wires the language button. */
export function speak(changed) {
  const button = document.querySelector("#language");
  const fill = () => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    for (const element of document.querySelectorAll("[data-zh]")) {
      element.textContent = language === "zh" ? element.dataset.zh : element.dataset.en;
    }
    const { titleZh, titleEn } = document.body.dataset;
    document.title = language === "zh" ? titleZh : titleEn;
    button.textContent = language === "zh" ? "English" : "中文";
    button.lang = language === "zh" ? "en" : "zh-CN";
  };
  button.addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    remember(localStorage, LANGUAGE, language);
    fill();
    changed();
  });
  fill();
}

/**
 * The token of this tab. One that comes in the address is taken out of it at once, because a
 * screen on a wall shows its address to the whole room, and it is kept no longer than the tab.
 */
export function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    keepToken(given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return given || remembered(sessionStorage, TOKEN) || "";
}

export function keepToken(value) {
  remember(sessionStorage, TOKEN, value);
}
