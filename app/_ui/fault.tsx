/** Why a command was not taken, beside the button that sent it. */
export function Fault({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <p role="alert" className="text-sm font-medium text-breach">
      {text}
    </p>
  )
}
