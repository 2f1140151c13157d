/**
 * The routes that every site has (contract §6). What they do follows from how grave it is: a warning is for the owner's
 * desk alone; the last warning and a breach climb. `owners` has the owner told of these too, before the leads.
 */
export const builtInRoutes = {
  leads: [
    { afterMs: 0, who: [{ is: 'leads' }] },
    { afterMs: 10 * 60_000, who: [{ is: 'supervisors' }] },
  ],
  supervisors: [{ afterMs: 0, who: [{ is: 'supervisors' }] }],
  owners: [
    { afterMs: 0, who: [{ is: 'owner' }] },
    { afterMs: 10 * 60_000, who: [{ is: 'leads' }] },
    { afterMs: 20 * 60_000, who: [{ is: 'supervisors' }] },
  ],
} as const
