declare const brand: unique symbol;

/** A `T` that has passed the parser named `Name`; nothing else can make one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
