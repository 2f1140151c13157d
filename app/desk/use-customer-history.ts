'use client'
import type { CustomerHistory } from '#core/access/customer-history.ts'
import { useLoaded } from '../_shell/use-loaded.ts'

/** What is known of who is on the line, beside this contact; null: not read yet. */
export function useCustomerHistory(contact: string): CustomerHistory | null {
  return useLoaded<CustomerHistory>(`/api/v1/contacts/${encodeURIComponent(contact)}/customer`).value
}
