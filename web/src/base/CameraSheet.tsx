/** The camera, for those without a scanner. Loaded when it is opened, with its reader. */
import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { t } from "./lang";
import { Sheet } from "./Sheet";
import { Frames } from "../scan/frames";
import ReaderWorker from "../scan/camera.worker?worker";

/** Wide enough for a label at arm's length, small enough for a cheap tablet. */
const WIDTH = 1280;

type Lit = MediaTrackConstraintSet & { torch?: boolean; zoom?: number };
type Able = MediaTrackCapabilities & { torch?: boolean; zoom?: { min: number; max: number } };

interface Props {
  onScan: (text: string) => void;
  onClose: () => void;
}

export default function CameraSheet(props: Props) {
  let video: HTMLVideoElement | undefined;
  let stream: MediaStream | undefined;
  let open = true;
  const worker = new ReaderWorker();
  const frames = new Frames();
  const [said, say] = createSignal(t("camera.loading"));
  const [able, setAble] = createSignal<Able>({});
  const [torch, setTorch] = createSignal(false);
  const [zoom, setZoom] = createSignal(1);

  const adjust = (to: Lit) => {
    const [track] = stream?.getVideoTracks() ?? [];
    // A camera that promised and does not keep it stays as it is.
    void track?.applyConstraints({ advanced: [to] }).catch(() => undefined);
  };
  const canvas = document.createElement("canvas");
  const look = () => {
    if (!open || !video) return;
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0) return void requestAnimationFrame(look);
    [canvas.width, canvas.height] = [width, height];
    const drawn = canvas.getContext("2d", { willReadFrequently: true });
    drawn?.drawImage(video, 0, 0);
    const frame = drawn?.getImageData(0, 0, width, height);
    if (frame) worker.postMessage(frame, [frame.data.buffer]);
  };
  worker.addEventListener("message", (event: MessageEvent<string[]>) => {
    const sight = frames.see(event.data);
    if (sight.is === "two") say(t("camera.two"));
    else if (sight.is === "code") props.onScan(sight.text);
    else if (event.data.length === 0) say(t("camera.hint"));
    requestAnimationFrame(look);
  });

  onMount(async () => {
    try {
      const wanted = { facingMode: "environment", width: { ideal: WIDTH } };
      stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      if (!open) return stop();
      video!.srcObject = stream;
      await video!.play();
      setAble(stream.getVideoTracks()[0]?.getCapabilities?.() ?? {});
      say(t("camera.hint"));
      look();
    } catch {
      say(t("camera.denied"));
    }
  });
  const stop = () => stream?.getTracks().forEach((track) => track.stop());
  onCleanup(() => {
    open = false;
    stop();
    worker.terminate();
  });

  return (
    <Sheet open title={t("camera.title")} onClose={props.onClose}>
      <video ref={video} class="camera" playsinline muted aria-label={t("camera.title")} />
      <p role="status" class="quiet">
        {said()}
      </p>
      <div class="row">
        <Show when={able().torch}>
          <button
            type="button"
            aria-pressed={torch()}
            onClick={() => {
              setTorch(!torch());
              adjust({ torch: torch() });
            }}
          >
            {t("camera.torch")}
          </button>
        </Show>
        <Show when={able().zoom}>
          {(range) => (
            <button
              type="button"
              onClick={() => {
                setZoom(zoom() * 2 > range().max ? range().min : zoom() * 2);
                adjust({ zoom: zoom() });
              }}
            >
              {t("camera.zoom")}
            </button>
          )}
        </Show>
      </div>
    </Sheet>
  );
}
