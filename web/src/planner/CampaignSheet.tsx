/** From a plan to a campaign: what it will have, the file, and the commands that begin it. */
import { createResource, For, Show } from "solid-js";
import { pick, t } from "../base/lang";
import { trouble } from "../base/problem";
import { Sheet } from "../base/Sheet";
import { Wrong } from "./Wrong";
import { type Campaign, type Job, save, type Work } from "./work";

interface Props {
  work: Work;
  job: Job;
  open: boolean;
  onClose: () => void;
}

export function CampaignSheet(props: Props) {
  const [file] = createResource(
    () => (props.open ? props.job.id : null),
    () => props.work.campaign(props.job),
  );
  return (
    <Sheet open={props.open} title={t("campaign.title")} wide onClose={() => props.onClose()}>
      <Show when={file.loading}>
        <p role="status">{t("campaign.making")}</p>
      </Show>
      <Wrong why={file.error ? trouble(file.error) : null} />
      <Show when={!file.error && file()}>{(made) => <Made file={made()} />}</Show>
    </Sheet>
  );
}

function Made(props: { file: Campaign }) {
  const about = () => props.file.about;
  const name = () => `${about().region}.campaign.json`;
  const folder = () => `campaign-${about().region}`;
  const kit = () => (about().kits.length > 0 ? "" : " --kit KIT.toml");
  const commands = () =>
    [
      `tenfold init --campaign ${name()} --data ${folder()}${kit()}`,
      `tenfold token create --data ${folder()} --role admin`,
      `tenfold serve --data ${folder()}`,
    ].join("\n");
  const added = () => about().labs.filter((lab) => lab.is_added);
  const lab = (one: Campaign["about"]["labs"][number]) =>
    t("campaign.lab", { name: pick(one.name_zh, one.name_en), tubes: one.tubes_per_hour });
  return (
    <div class="campaign">
      <Show when={about().answer !== "proven"}>
        <p class="notice" data-kind="warn" role="alert">
          {t("campaign.unproven")}
        </p>
      </Show>
      <p>{t("campaign.about", about())}</p>
      <Show when={about().sites_closed + about().labs_closed > 0}>
        <p class="quiet">
          {t("campaign.closed", { sites: about().sites_closed, labs: about().labs_closed })}
        </p>
      </Show>
      <h3>{t("campaign.labs")}</h3>
      <ul class="said">
        <For each={about().labs.filter((one) => !one.is_added)}>{(one) => <li>{lab(one)}</li>}</For>
        <For each={added()}>
          {(one) => (
            <li>
              {lab(one)}{" "}
              <span class="state" data-kind="warn">
                {t("campaign.added")}
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={kit() !== ""}>
        <p class="notice" data-kind="warn">
          {t("campaign.no-kit")}
        </p>
      </Show>
      <ol class="steps">
        <li>
          <p>{t("campaign.step-file")}</p>
          <button
            type="button"
            class="main"
            id="save-campaign"
            onClick={() =>
              save(name(), "application/json", `${JSON.stringify(props.file, null, 1)}\n`)
            }
          >
            {t("campaign.save", { file: name() })}
          </button>
        </li>
        <li>
          <p>{t("campaign.step-commands")}</p>
          <pre tabindex="0" id="commands">
            {commands()}
          </pre>
        </li>
        <li>
          <p>{t("campaign.step-then")}</p>
        </li>
      </ol>
      <p class="quiet">{t("campaign.honest", { region: about().region })}</p>
    </div>
  );
}
