/** The page's head and its parts, as far as the role is there for them. */
import { Tabs } from "@ark-ui/solid/tabs";
import { createSignal, For, onMount, Show } from "solid-js";
import { line } from "../base/api";
import { refresh, type Device } from "../base/device";
import { t } from "../base/lang";
import { LanguageButton, OtherPages, SignOut, ThemeRow } from "../base/MenuParts";
import { roleName } from "../base/roles";
import { Sheet } from "../base/Sheet";
import { StaffCardButton } from "../base/StaffCard";
import { forget, type Store } from "../base/store";
import { AccessPart } from "./Access";
import { DevicesPart } from "./Devices";
import { ProtocolPart } from "./Protocol";
import { RolesPart } from "./Roles";

type Part = "devices" | "access" | "protocol" | "roles";

/** What a role is there for; the service answers nobody else. */
function parts(role: string): Part[] {
  const own: Part[] = role === "admin" ? ["devices"] : role === "auditor" ? ["access"] : [];
  return [...own, "protocol", "roles"];
}

export function AdminPage(props: { store: Store; device: Device }) {
  const [device, setDevice] = createSignal(props.device);
  const [menu, openMenu] = createSignal(false);
  const me = () => device().me;
  onMount(async () => {
    try {
      setDevice(await refresh(props.store, device()));
    } catch {
      // The line says so; what is known of the campaign is shown.
    }
  });
  return (
    <div class="admin">
      <header class="admin-top">
        <h1>
          <span class="brand">Tenfold</span>
          <span>{t("admin.title")}</span>
        </h1>
        <p class="quiet">
          {device().campaign.name} · {roleName(me().role)} · {t("device.staff", me())}
        </p>
        <button type="button" onClick={() => openMenu(true)}>
          {t("head.menu")}
        </button>
      </header>
      <Show when={line() === "offline" || line() === "signed-out"}>
        <p class="notice offline" data-kind="warn" role="status">
          <span aria-hidden="true">◌ </span>
          {line() === "offline" ? t("start.no-line") : t("start.refused")}
        </p>
      </Show>
      <main>
        <Tabs.Root defaultValue={parts(me().role)[0]!} lazyMount>
          <Tabs.List class="tabs" aria-label={t("admin.parts")}>
            <For each={parts(me().role)}>
              {(part) => <Tabs.Trigger value={part}>{t(`admin.${part}`)}</Tabs.Trigger>}
            </For>
          </Tabs.List>
          <Tabs.Content value="devices" class="part">
            <DevicesPart device={device()} />
          </Tabs.Content>
          <Tabs.Content value="access" class="part">
            <AccessPart device={device()} />
          </Tabs.Content>
          <Tabs.Content value="protocol" class="part">
            <ProtocolPart device={device()} />
          </Tabs.Content>
          <Tabs.Content value="roles" class="part">
            <RolesPart />
          </Tabs.Content>
        </Tabs.Root>
      </main>
      <MenuSheet
        store={props.store}
        device={device()}
        open={menu()}
        onClose={() => openMenu(false)}
      />
    </div>
  );
}

interface MenuProps {
  store: Store;
  device: Device;
  open: boolean;
  onClose: () => void;
}

function MenuSheet(props: MenuProps) {
  const [waiting, setWaiting] = createSignal(0);
  // Another page of this device may have something to send.
  const count = async () =>
    setWaiting(await props.store.countFromIndex("commands", "stage", "waiting"));
  onMount(() => void count());
  const signOut = async () => {
    await count();
    if (waiting() > 0) return;
    await forget(props.store);
    location.assign("/");
  };
  return (
    <Sheet
      open={props.open}
      title={t("menu.title")}
      about={t("menu.staff", props.device.me)}
      onClose={props.onClose}
    >
      <div class="menu">
        <OtherPages role={props.device.me.role} here="admin" />
        <a class="button" href="/board">
          {t("admin.to-board")}
        </a>
        <LanguageButton />
        <ThemeRow />
        <StaffCardButton token={props.device.token} staff={props.device.me.staff} />
        <SignOut waiting={waiting()} onSignOut={() => void signOut()} />
      </div>
    </Sheet>
  );
}
