/** The town: begun from one that the program carries or from a file, turned in tables or as text,
 * and sent to be planned for. */
import { createResource, createSignal, For, Match, Show, Switch } from "solid-js";
import { NotAnswered } from "../base/api";
import { pick, t } from "../base/lang";
import { type Trouble, trouble } from "../base/problem";
import { Figures } from "./Figures";
import { matched, named, type Texts, townOf } from "./files";
import { TextPart } from "./TextPart";
import { Toml, Unreadable } from "./toml";
import { type Job, save, type Work } from "./work";
import { Wrong } from "./Wrong";

const TOML = "application/toml";

/** Files of all towns that come with the program, for those that a town on a disk names. */
async function known(work: Work): Promise<Record<string, string>> {
  const towns = await work.towns();
  const texts = await Promise.all(towns.map((town) => work.town(town.name)));
  return Object.assign({}, ...texts.map((one: Texts) => one.files)) as Record<string, string>;
}

/** What was chosen, by its names. */
async function texts(list: FileList | null): Promise<Record<string, string>> {
  const read = async (file: File) => [file.name, await file.text()] as const;
  return Object.fromEntries(await Promise.all([...(list ?? [])].map(read)));
}

interface Props {
  work: Work;
  onRun: (job: Job) => void;
}

export function TownPart(props: Props) {
  return (
    <Show when={props.work.draft() !== null} fallback={<Begin work={props.work} />}>
      <Editor {...props} />
    </Show>
  );
}

function Begin(props: { work: Work }) {
  const [towns] = createResource(() => props.work.towns().catch((why: unknown) => trouble(why)));
  const [wrong, setWrong] = createSignal<Trouble | null>(null);
  const [busy, setBusy] = createSignal("");
  const begin = async (name: string) => {
    setBusy(name);
    setWrong(null);
    try {
      props.work.edit({ ...(await props.work.town(name)), file: `${name}.toml` });
    } catch (failed) {
      setWrong(trouble(failed));
    } finally {
      setBusy("");
    }
  };
  const open = async (list: FileList | null) => {
    setWrong(null);
    const opened = await texts(list);
    const town = townOf(opened);
    if (town === null) {
      return void setWrong({ what: t("begin.no-town"), next: t("begin.no-town-do") });
    }
    const text = opened[town]!;
    const carried = await known(props.work).catch(() => ({}));
    props.work.edit({ town: text, files: matched(text, opened, carried), file: town });
  };
  const list = () => {
    const answer = towns();
    return Array.isArray(answer) ? answer : [];
  };
  const failed = () => {
    const answer = towns();
    return answer && !Array.isArray(answer) ? (answer as Trouble) : null;
  };
  return (
    <div class="begin">
      <p class="lead">{t("begin.about")}</p>
      <ul class="towns">
        <For each={list()}>
          {(town) => (
            <li class="card">
              <h2>{town.title}</h2>
              <p class="quiet">
                {t("begin.figures", { ...town, people: town.people.toLocaleString("en") })}
              </p>
              <button
                type="button"
                class="main"
                disabled={busy() !== ""}
                data-town={town.name}
                onClick={() => void begin(town.name)}
              >
                {t("begin.with")}
              </button>
            </li>
          )}
        </For>
        <li class="card">
          <h2>{t("begin.own")}</h2>
          <p class="quiet">{t("begin.own-about")}</p>
          <label class="button">
            <span>{t("begin.open")}</span>
            <input
              id="open"
              class="unseen"
              type="file"
              multiple
              accept=".toml,.csv,.json"
              onChange={(event) => void open(event.currentTarget.files)}
            />
          </label>
        </li>
      </ul>
      <Wrong why={wrong() ?? failed()} />
    </div>
  );
}

function Editor(props: Props) {
  const work = () => props.work;
  const [asText, setAsText] = createSignal(false);
  const [jump, setJump] = createSignal<{ file: string; line: number | null }>({
    file: "town",
    line: null,
  });
  const draft = () => work().draft()!;
  const title = () => {
    const toml = work().toml();
    const name = toml instanceof Toml ? toml.get(["name"])?.value : undefined;
    return String(name ?? draft().file);
  };
  const show = (file: string, line: number | null) => {
    setAsText(true);
    setJump({ file, line });
  };
  const add = async (list: FileList | null) => {
    const opened = await texts(list);
    const more = matched(draft().town, opened, {});
    work().edit({ ...draft(), files: { ...draft().files, ...more } });
  };
  return (
    <div class="town">
      <div class="town-head">
        <h2>{title()}</h2>
        <div class="switch" role="group" aria-label={t("town.view")}>
          <button type="button" aria-pressed={!asText()} onClick={() => setAsText(false)}>
            {t("town.figures")}
          </button>
          <button type="button" aria-pressed={asText()} onClick={() => show("town", null)}>
            {t("town.text")}
          </button>
        </div>
        <div class="switch town-files">
          <button type="button" onClick={() => save(draft().file, TOML, draft().town)}>
            {t("town.save")}
          </button>
          <button type="button" onClick={() => work().edit(null)}>
            {t("town.other")}
          </button>
        </div>
      </div>
      <RunBar work={work()} onRun={props.onRun} onShow={show} />
      <Show when={work().missing().length > 0}>
        <div class="notice" data-kind="warn">
          <p>{t("town.missing", { files: work().missing().join(", ") })}</p>
          <label class="button">
            <span>{t("town.add-files")}</span>
            <input
              class="unseen"
              type="file"
              multiple
              onChange={(event) => void add(event.currentTarget.files)}
            />
          </label>
        </div>
      </Show>
      <Switch>
        <Match when={asText()}>
          <TextPart work={work()} file={jump().file} line={jump().line} />
        </Match>
        <Match when={work().toml() instanceof Unreadable}>
          <div class="notice" data-kind="warn" role="alert">
            <p>{t("text.unreadable", { line: (work().toml() as Unreadable).line })}</p>
            <button
              type="button"
              onClick={() => show("town", (work().toml() as Unreadable).line)}
            >
              {t("fault.show")}
            </button>
          </div>
        </Match>
        <Match when={true}>
          <Figures work={work()} />
        </Match>
      </Switch>
      <p class="quiet">{t("town.kept", { count: named(draft().town).length })}</p>
    </div>
  );
}

interface RunProps {
  work: Work;
  onRun: (job: Job) => void;
  onShow: (file: string, line: number | null) => void;
}

/** Asks for a plan, and says at once where the service will not have the town. */
function RunBar(props: RunProps) {
  const [seed, setSeed] = createSignal("1");
  const [busy, setBusy] = createSignal(false);
  const [wrong, setWrong] = createSignal<Trouble | null>(null);
  const sound = () => /^\d{1,15}$/.test(seed());
  const run = async () => {
    setBusy(true);
    setWrong(null);
    try {
      props.onRun(await props.work.run(Number(seed())));
    } catch (failed) {
      const full = failed instanceof NotAnswered && failed.said?.type.endsWith("plans-full");
      const waiting = props.work.limits()?.waiting_max ?? 4;
      const said = { what: t("run.full", { waiting }), next: t("run.full-do") };
      setWrong(full ? said : trouble(failed));
    } finally {
      setBusy(false);
    }
  };
  const fault = () => props.work.fault();
  return (
    <section class="card run-bar">
      <div class="run-row">
        <button
          type="button"
          id="run"
          class="main"
          disabled={busy() || !sound() || props.work.toml() instanceof Unreadable}
          onClick={() => void run()}
        >
          {busy() ? t("run.asking") : t("run.run")}
        </button>
        <label class="seed">
          <span>{t("run.seed")}</span>
          <input
            id="seed"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            aria-invalid={!sound()}
            value={seed()}
            onInput={(event) => setSeed(event.currentTarget.value.trim())}
          />
        </label>
        <p class="quiet">{t("run.about")}</p>
      </div>
      <Show when={fault()}>
        {(found) => (
          <div class="notice fault" data-kind="warn" role="alert">
            <p>
              <b>{t("fault.title")}</b> {pick(found().zh, found().en)}
            </p>
            <p>{pick(found().do_zh, found().do_en)}</p>
            <Show when={found().line !== null}>
              <button type="button" onClick={() => props.onShow(found().file, found().line)}>
                {t("fault.show-line", { line: found().line })}
              </button>
            </Show>
          </div>
        )}
      </Show>
      <Wrong why={fault() ? null : wrong()} />
    </section>
  );
}
