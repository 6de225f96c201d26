/** A picture as a blob → an address that an <img> can show; given back when the component goes. */
import type { Attachment } from 'svelte/attachments';

export const blobPicture =
  (picture: Blob): Attachment<HTMLImageElement> =>
  (image) => {
    const url = URL.createObjectURL(picture);
    image.src = url;
    return () => URL.revokeObjectURL(url);
  };
