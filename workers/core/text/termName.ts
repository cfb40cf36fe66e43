/** A feature's name beside its weight in a sum: in brackets where it is more than one word, so that `[species = Gentoo]` is one term. */
export const termName = (name: string): string => (/[\s=*+]/.test(name) ? `[${name}]` : name);
