/**
 * How many posts are kept of one account, the newest. More tell nothing more: what an account usually gets is known from
 * its last six (notes/science.md section 6), and the routes of the tools take as many.
 */
export const MOST_POSTS = 5000;
