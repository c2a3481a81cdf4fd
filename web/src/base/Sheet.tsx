/** A sheet over the page: title, content, a way out. Focus, Escape and screen readers are the
 * accessible base's business. */
import { Dialog } from "@ark-ui/solid/dialog";
import { type JSX, type ParentProps, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { t } from "./lang";

interface Props {
  open: boolean;
  title: string;
  about?: string | undefined;
  onClose: () => void;
  wide?: boolean;
  foot?: JSX.Element;
}

export function Sheet(props: ParentProps<Props>) {
  return (
    <Dialog.Root
      open={props.open}
      onOpenChange={(change) => !change.open && props.onClose()}
      lazyMount
      unmountOnExit
    >
      <Portal>
        <Dialog.Backdrop class="backdrop" />
        <Dialog.Positioner class="positioner">
          <Dialog.Content class="sheet" classList={{ wide: props.wide ?? false }}>
            <header class="sheet-head">
              <Dialog.Title class="sheet-title">{props.title}</Dialog.Title>
              <Dialog.CloseTrigger class="icon-button" aria-label={t("app.close")}>
                <span aria-hidden="true">✕</span>
              </Dialog.CloseTrigger>
            </header>
            <Show when={props.about}>
              <Dialog.Description class="quiet">{props.about}</Dialog.Description>
            </Show>
            <div class="sheet-body">{props.children}</div>
            {props.foot}
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  );
}
