/** An action that would not reach Asterisk as it was meant: a fault of the caller, nothing is sent. */
export class ActionRefused extends Error {
  readonly code = 'action_refused'
}

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/
/** A line break in a value would be a header, or an action, of somebody else's making. */
const BREAKS = /[\r\n\0]/
const MAX_VALUE = 1_024

/** One AMI action as the bytes that are sent. Throws `ActionRefused` for a name or a value that could break out of its line. */
export function formatAction(action: string, fields: Readonly<Record<string, string>> = {}): string {
  const lines: string[] = []
  for (const [name, value] of [['Action', action] as const, ...Object.entries(fields)]) {
    if (!NAME.test(name)) throw new ActionRefused(`header name ${JSON.stringify(name.slice(0, 40))}`)
    if (BREAKS.test(value)) throw new ActionRefused(`line break in the value of ${name}`)
    if (value.length > MAX_VALUE) throw new ActionRefused(`value of ${name} is longer than ${MAX_VALUE}`)
    lines.push(`${name}: ${value}\r\n`)
  }
  return `${lines.join('')}\r\n`
}
