/** The same town as text, and the files it names: whatever the tables do not show. */
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { t } from "../base/lang";
import { Unreadable } from "./toml";
import type { Work } from "./work";

/** Of a line, in pixels; the style says the same. */
const LINE_PX = 22;
const LINES_ABOVE = 4;

export function TextPart(props: { work: Work; line: number | null; file: string }) {
  const [file, setFile] = createSignal(props.file);
  let area: HTMLTextAreaElement | undefined;
  let gutter: HTMLDivElement | undefined;
  const draft = () => props.work.draft()!;
  const names = () => [
    "town",
    ...(draft().protocol ? ["protocol"] : []),
    ...Object.keys(draft().files),
  ];
  const text = () => {
    if (file() === "town") return draft().town;
    return file() === "protocol" ? (draft().protocol ?? "") : (draft().files[file()] ?? "");
  };
  const put = (next: string) => {
    if (file() === "town") return props.work.put(next);
    const files = { ...draft().files };
    if (file() in files) files[file()] = next;
    const protocol = file() === "protocol" ? next : (draft().protocol ?? null);
    props.work.edit({ ...draft(), files, protocol });
  };
  const unreadable = () => {
    const toml = props.work.toml();
    return file() === "town" && toml instanceof Unreadable ? toml : null;
  };
  const lines = () => text().split("\n").length;
  const scrolled = () => {
    if (gutter && area) gutter.scrollTop = area.scrollTop;
  };
  const show = (line: number | null) => {
    if (!area || line === null) return;
    const all = text().split("\n");
    const from = all.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.focus({ preventScroll: true });
    area.setSelectionRange(from, from + (all[line - 1] ?? "").length);
    area.scrollTop = Math.max(0, line - 1 - LINES_ABOVE) * LINE_PX;
    area.scrollIntoView({ block: "nearest" });
    scrolled();
  };
  createEffect(
    on(
      () => [props.file, props.line] as const,
      ([named, line]) => {
        setFile(names().includes(named) ? named : "town");
        queueMicrotask(() => show(line));
      },
    ),
  );
  const label = (name: string) => (name === "town" ? draft().file : name);
  return (
    <section class="card text-part">
      <div class="files" role="group" aria-label={t("text.files")}>
        <For each={names()}>
          {(name) => (
            <button type="button" aria-pressed={file() === name} onClick={() => setFile(name)}>
              {label(name)}
            </button>
          )}
        </For>
      </div>
      <Show when={unreadable()}>
        {(wrong) => (
          <p class="notice" data-kind="warn" role="alert">
            {t("text.unreadable", { line: wrong().line })} <code>{wrong().message}</code>
          </p>
        )}
      </Show>
      <div class="editor">
        <div class="gutter" aria-hidden="true" ref={gutter}>
          {Array.from({ length: lines() }, (_, at) => at + 1).join("\n")}
        </div>
        <textarea
          ref={area}
          id="text"
          spellcheck={false}
          autocomplete="off"
          wrap="off"
          aria-label={t("text.label", { file: label(file()) })}
          value={text()}
          onInput={(event) => put(event.currentTarget.value)}
          onScroll={scrolled}
        />
      </div>
      <p class="quiet">{t("text.about")}</p>
    </section>
  );
}
