export const LAUNCH_ARGUMENTS: readonly string[];
export const WEBGPU_ARGUMENTS: readonly string[];
export function findChromium(env?: Readonly<Record<string, string | undefined>>): Promise<string | null>;
export function installChromium(say?: (line: string) => void): Promise<string>;
