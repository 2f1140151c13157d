import { AsyncLocalStorage } from 'node:async_hooks'

const sender = new AsyncLocalStorage<string>()

/** Does what somebody at this address asks for: what is put on record meanwhile says from where it was asked. */
export const askedFrom = <T>(address: string, work: () => T): T => sender.run(address, work)

/** From where what is being done now was asked; not given: by nobody outside of this process. */
export const senderAddress = (): string | undefined => sender.getStore()
