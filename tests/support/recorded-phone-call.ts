import { readFileSync } from 'node:fs'

/**
 * What a real PBX said during a recorded alert call: whole messages without their empty line. `id` is the name of our
 * action, in place of the recorded one.
 */
export function recordedPhoneCall(
  name: 'answer-1' | 'noanswer' | 'pjsip-noanswer' | 'pjsip-answer-2',
  id: string,
): string[] {
  const path = new URL(`../fixtures/asterisk/phone-alerts/phone-alert-${name}.ndjson`, import.meta.url)
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { raw: string }).raw)
    .filter((raw) => raw.startsWith('Event: '))
    .map((raw) => raw.slice(0, -2).replace('ActionID: ring', `ActionID: ${id}`))
}
