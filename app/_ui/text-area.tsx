'use client'
import { Field } from '@base-ui/react/field'
import { FieldFrame, type FieldFrameProps, splitFrame, textAreaClass } from './field.tsx'

interface TextAreaProps extends FieldFrameProps {
  value: string
  onChange: (value: string) => void
  rows?: number
  maxLength?: number
  name?: string
  autoFocus?: boolean
  /** It is text for a machine: no spelling is looked at, and no line broken. */
  isCode?: boolean
  /** It is typed in figures. */
  isFigure?: boolean
}

const codeClass =
  'h-[60vh] w-full rounded-[5px] border border-line-strong bg-raised p-3 font-mono text-sm leading-relaxed whitespace-pre text-ink'

/** Words of several lines, with their label in view. */
export function TextArea(props: TextAreaProps) {
  const { frame, control } = splitFrame(props)
  const { rows = 3, maxLength, isCode = false, isFigure = false, onChange, ...rest } = control
  return (
    <FieldFrame {...frame}>
      <Field.Control
        {...rest}
        render={<textarea rows={rows} maxLength={maxLength} spellCheck={!isCode} />}
        onValueChange={onChange}
        className={isCode ? codeClass : `${isFigure ? 'figure ' : ''}${textAreaClass}`}
      />
    </FieldFrame>
  )
}
