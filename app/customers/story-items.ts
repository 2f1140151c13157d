import type { CustomerAnswer, FoundCallback, FoundCase, FoundPromise, StoryContact } from '#core/api/found.ts'

/** One thing of a customer's story. */
export type StoryItem =
  | { readonly is: 'case'; readonly at: string; readonly open: boolean; readonly of: FoundCase }
  | { readonly is: 'contact'; readonly at: string; readonly open: boolean; readonly of: StoryContact }
  | { readonly is: 'promise'; readonly at: string; readonly open: boolean; readonly of: FoundPromise }
  | { readonly is: 'callback'; readonly at: string; readonly open: boolean; readonly of: FoundCallback }

const newestFirst = (a: StoryItem, b: StoryItem) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)

/** What is open of a customer, which stands on top, and all that is over, newest first each. */
export function storyOf(answer: Omit<CustomerAnswer, 'customer' | 'archive'>): {
  open: StoryItem[]
  over: StoryItem[]
} {
  const story = [
    ...answer.cases.map((of): StoryItem => {
      return { is: 'case', at: of.openedAt, open: of.state !== 'resolved' || of.owing, of }
    }),
    ...answer.contacts.map((of): StoryItem => ({ is: 'contact', at: of.at, open: false, of })),
    ...answer.promises.map((of): StoryItem => {
      return { is: 'promise', at: of.at, open: of.state === 'open' || of.state === 'broken', of }
    }),
    ...answer.callbacks.map((of): StoryItem => ({ is: 'callback', at: of.requestedAt, open: of.open, of })),
  ].sort(newestFirst)
  return { open: story.filter(({ open }) => open), over: story.filter(({ open }) => !open) }
}
