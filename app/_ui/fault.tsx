/** Why a command was not taken, beside the button that sent it. */
export function Fault({
  text,
  id,
  as: Tag = 'p',
}: {
  text: string | null
  id?: string
  /** In the middle of a sentence. */
  as?: 'p' | 'span'
}) {
  if (text === null) return null
  return (
    <Tag id={id} role="alert" className="text-sm font-medium text-breach">
      {text}
    </Tag>
  )
}
