// A number moved by hand: a slider with its value written beside it; without script the button of its form sends it.

import type { VNode } from 'preact'
import { Field, type FieldProps } from './fields.tsx'

type SliderProps = FieldProps & {
  value: number
  min: number
  max: number
  step: number
  /** The value as printed. */
  text: string
}

export const Slider = (props: SliderProps): VNode => (
  <Field {...props}>
    {(control) => (
      <span class="slider">
        <input
          {...control}
          required={undefined}
          type="range"
          min={props.min}
          max={props.max}
          step={props.step}
          value={props.value}
          aria-valuetext={props.text}
        />
        <output for={control.id}>{props.text}</output>
      </span>
    )}
  </Field>
)
