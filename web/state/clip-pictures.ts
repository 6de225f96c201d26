/** A clip's file and moments → pictures, through the browser's own player: for covers, where a frame must be shown, not scored. */

/** A seek that takes longer has failed, ms: a phone needs some 200. */
const PATIENCE_MS = 4000;
const QUALITY = 0.9;

/**
 * @param longest of the picture's sides, px; null for the clip's own size
 * @returns pictures as far as they came; none where the browser cannot play the clip
 */
export async function picturesAt(
  file: Blob,
  moments: readonly number[],
  longest: number | null,
  signal: AbortSignal,
  on: (at: number, picture: Blob) => void = () => undefined,
): Promise<readonly { readonly at: number; readonly picture: Blob }[]> {
  const video = document.createElement('video');
  const url = URL.createObjectURL(file);
  const found: { at: number; picture: Blob }[] = [];
  try {
    video.muted = true;
    video.playsInline = true;
    video.preload = 'auto';
    video.src = url;
    if (!(await happens(video, 'loadeddata'))) return found;
    const scale = longest === null ? 1 : longest / Math.max(video.videoWidth, video.videoHeight);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(2, Math.round(video.videoWidth * scale));
    canvas.height = Math.max(2, Math.round(video.videoHeight * scale));
    const context = canvas.getContext('2d');
    if (!context) return found;
    context.imageSmoothingQuality = 'high';
    for (const at of moments) {
      if (signal.aborted) break;
      video.currentTime = at;
      if (!(await happens(video, 'seeked'))) break;
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
      if (!picture) break;
      found.push({ at, picture });
      on(at, picture);
    }
    return found;
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

/** As large as a phone shows a cover, px. */
const COVER_PX = 720;

/** A photo as small as it is shown, so that it can be kept; as it came where the browser cannot read it. */
export async function smallPicture(picture: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (bitmap === null) return picture;
  const scale = Math.min(1, COVER_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(2, Math.round(bitmap.width * scale));
  canvas.height = Math.max(2, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context) context.imageSmoothingQuality = 'high';
  context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return (await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))) ?? picture;
}

const happens = (video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> =>
  new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), PATIENCE_MS);
    const end = (came: boolean) => (): void => {
      clearTimeout(late);
      resolve(came);
    };
    video.addEventListener(event, end(true), { once: true });
    video.addEventListener('error', end(false), { once: true });
  });
