/** The town's figures as tables: what planners turn most. */
import { For, Index, Show } from "solid-js";
import { lang, t } from "../base/lang";
import { Field } from "./Field";
import {
  added,
  type Figure,
  general,
  removed,
  reserve,
  type Row,
  type Section,
  sections,
} from "./town";
import type { Toml } from "./toml";
import type { Work } from "./work";

/** Of the two names the one in the language of the screen. */
const spoken = (of: Figure) => of.word !== (lang() === "zh" ? "name_en" : "name_zh");
const word = (of: Figure) => t(`figure.${of.word as "population"}`);

export function Figures(props: { work: Work }) {
  const toml = () => props.work.toml() as Toml;
  return (
    <div class="figures">
      <Grid work={props.work} title={t("town.general")} figures={general(toml())} />
      <For each={sections(toml()).map((section) => section.name)}>
        {(name) => <Listed work={props.work} name={name} />}
      </For>
      <Grid
        work={props.work}
        title={t("town.reserve")}
        about={t("town.reserve-about")}
        figures={reserve()}
      />
      <p class="quiet">
        <span class="invented" aria-hidden="true">
          ◊{" "}
        </span>
        {t("town.invented")}
      </p>
    </div>
  );
}

function Grid(props: { work: Work; title: string; about?: string; figures: Figure[] }) {
  return (
    <section class="card">
      <h2>{props.title}</h2>
      <Show when={props.about}>
        <p class="quiet">{props.about}</p>
      </Show>
      <div class="grid">
        <Index each={props.figures}>
          {(of) => (
            <div class="grid-field">
              <span class="grid-label">{word(of())}</span>
              <Field work={props.work} of={of()} label={word(of())} />
            </div>
          )}
        </Index>
      </div>
    </section>
  );
}

function Listed(props: { work: Work; name: Section["name"] }) {
  const toml = () => props.work.toml() as Toml;
  const section = () => sections(toml()).find((one) => one.name === props.name);
  const rows = () => section()?.rows ?? [];
  const columns = () => rows()[0]?.figures.filter(spoken) ?? [];
  const gone = () => {
    const one = props.work.removed();
    return one?.section === props.name ? one : null;
  };
  const name = (row: Row) => {
    const of = row.figures.find((one) => one.word.startsWith("name_") && spoken(one))!;
    return String(toml().get(of.path)?.value ?? row.key);
  };
  return (
    <section class="card" data-section={props.name}>
      <div class="section-head">
        <h2>{t(`section.${props.name}`)}</h2>
        <Show when={props.name !== "sites"}>
          <button
            type="button"
            onClick={() => props.work.put(added(toml(), props.name))}
            aria-label={t("town.add", { what: t(`section.${props.name}`) })}
          >
            ＋ {t("town.add-row")}
          </button>
        </Show>
      </div>
      <Show when={gone()}>
        {(one) => (
          <p class="notice put-back" role="status">
            <span>{t("town.removed", { what: one().what })}</span>
            <button type="button" onClick={() => props.work.putBack()}>
              ↶ {t("town.put-back")}
            </button>
          </p>
        )}
      </Show>
      <Show when={rows().length > 0} fallback={<p class="quiet">{t(`none.${props.name}`)}</p>}>
        <div class="scroll" tabindex="0" role="region" aria-label={t(`section.${props.name}`)}>
          <table>
            <thead>
              <tr>
                <For each={columns()}>{(of) => <th scope="col">{word(of)}</th>}</For>
                <th scope="col">
                  <span class="unseen">{t("town.remove-row")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <Index each={rows()}>
                {(row) => (
                  <tr data-row={row().key}>
                    <Index each={row().figures.filter(spoken)}>
                      {(of) => (
                        <td>
                          <Field
                            work={props.work}
                            of={of()}
                            label={`${name(row())}: ${word(of())}`}
                          />
                        </td>
                      )}
                    </Index>
                    <td>
                      <button
                        type="button"
                        class="icon-button"
                        aria-label={t("town.remove", { what: name(row()) })}
                        onClick={() => {
                          const left = removed(toml(), props.name, row());
                          props.work.remove(props.name, name(row()), left);
                        }}
                      >
                        <span aria-hidden="true">✕</span>
                      </button>
                    </td>
                  </tr>
                )}
              </Index>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}
