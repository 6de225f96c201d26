/** Bytes of a picture → an address that an <img> can show; given back when the component goes or the bytes change. */
import type { Attachment } from 'svelte/attachments';

export function picture(bytes: Uint8Array, type = 'image/jpeg'): Attachment<HTMLImageElement> {
  return (image) => {
    // A copy with its own buffer: the bytes may be a view into something larger or shared.
    const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
    image.src = url;
    return () => URL.revokeObjectURL(url);
  };
}
