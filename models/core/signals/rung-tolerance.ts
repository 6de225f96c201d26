/**
 * How far two rungs (WebGPU, WASM on several threads, on one) may differ in what a network says of the same clip; on one
 * rung the answer is the same to the last bit. Features made of percepts have their own tolerance in features/.
 */

/**
 * Largest difference of two answers of one network, as a share of the largest number of that answer: f32 added up in
 * another order. Ten times and more of what tests/parity/nets.spec.ts prints for software WebGPU.
 */
export const NET_TOLERANCE = 1e-3;

/**
 * Largest difference of a number in a percept. Boxes, shares and scores are shares of one; a face's numbers follow from
 * the net's answer over 192 px, times what a square is of the frame.
 */
export const PERCEPT_TOLERANCE = 5e-3;
