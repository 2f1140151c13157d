const OLDEST = 20

/** Ends with one line on a Node that cannot run what follows. */
export function refuseOldNode(version) {
  if (Number(version.split('.')[0]) >= OLDEST) return
  console.error(`Huiyin needs Node ${OLDEST} or later to start; this is ${version}.`)
  process.exit(1)
}
