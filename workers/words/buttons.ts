import type { WordLink, Words } from './words.ts'

/** The buttons of a chat's card, whose addresses only a press opens: what can be done by one, then where to look. */
export const buttonsOf = ({ acts, link }: Words): WordLink[] => [
  ...acts.map(({ label, pressed }) => ({ label, url: pressed })),
  link,
]
