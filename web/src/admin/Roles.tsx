/** Every role, what it is there for, and to what it may be tied. */
import { For, Show } from "solid-js";
import { t } from "../base/lang";
import { place, ROLES } from "../base/roles";

export function RolesPart() {
  return (
    <ul class="roles">
      <For each={ROLES}>
        {(role) => (
          <li class="card">
            <h3>
              {t(`role.${role}`)} <code>{role}</code>
            </h3>
            <p>{t(`does.${role}`)}</p>
            <Show when={place(role) !== "none"}>
              <p class="quiet">{t(`role.where-${place(role)}` as "role.where-lab")}</p>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}
