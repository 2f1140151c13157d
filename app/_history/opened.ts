import { setAddress, useAddress } from '../supervisor/address.ts'
import type { Opens } from './file-table.ts'

/** Parameters of the address that stand for nothing being opened. */
export const nothingOpened = { entries: '', outcome: '', items: '', within: '', whose: '' }

const spanText = ({ from, to }: { from: string; to: string }) => `${from}~${to}`

const textOfWithin = (within: Opens['within']) => (within === undefined ? '' : spanText(within))

/** Shows the items behind a figure, as one step of the browser's way back. */
export function openItems({ figure, within }: Opens): void {
  setAddress({ ...nothingOpened, items: figure, within: textOfWithin(within) }, true)
}

/** Whether the items behind this figure are the ones that are shown. */
export function useIsOpened({ figure, within }: Opens): boolean {
  const [items] = useAddress('items')
  const [span] = useAddress('within')
  const [whose] = useAddress('whose')
  return items === figure && span === textOfWithin(within) && whose === ''
}

/** Shows the entries between two instants, of one outcome. */
export function openEntries(span: { from: string; to: string }, outcome: string): void {
  setAddress({ ...nothingOpened, entries: spanText(span), outcome: outcome === 'all' ? '' : outcome }, true)
}

/** A span as the address names it; null: it names none. */
export function spanOfText(text: string): { from: string; to: string } | null {
  const [from = '', to = ''] = text.split('~')
  return Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to)) ? null : { from, to }
}
