/** The kinds of access token that a creator may lend, without the contract around them: the page's first load needs no more. */

/** What a creator's own token opens; Instagram has two kinds, which open different things. */
export const TOKEN_KINDS = ['youtube', 'tiktok', 'instagram', 'instagram_discovery'] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** As the contracts take them: what platforms give out is visible ASCII of this length. */
export const TOKEN_FORM = /^[\x21-\x7e]{10,4096}$/;
