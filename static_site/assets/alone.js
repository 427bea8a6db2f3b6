// Runs `work` while no other window of this shopper runs work of that name.
export const alone = (name, work) => navigator.locks?.request(name, work) ?? work();
