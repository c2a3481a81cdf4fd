/** A number that is changed with gloves on, or typed. */
interface Props {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}

export function Stepper(props: Props) {
  const set = (value: number) => {
    if (Number.isInteger(value)) props.onChange(Math.min(Math.max(value, 0), props.most));
  };
  return (
    <div class="stepper" role="group" aria-label={props.label}>
      <span class="stepper-label" aria-hidden="true">
        {props.label}
      </span>
      <button type="button" aria-label={`${props.label} −1`} onClick={() => set(props.value - 1)}>
        −
      </button>
      <input
        inputmode="numeric"
        autocomplete="off"
        aria-label={props.label}
        value={props.value}
        onChange={(event) => set(Number(event.currentTarget.value))}
      />
      <button type="button" aria-label={`${props.label} +1`} onClick={() => set(props.value + 1)}>
        +
      </button>
    </div>
  );
}
