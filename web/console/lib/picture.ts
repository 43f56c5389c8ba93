const side = 256
const quality = 0.86

/** A square of 256 px cut from the middle, as JPEG: small whatever the camera made. Rejects what is no picture. */
export async function squarePicture(file: Blob): Promise<Blob> {
  const whole = await createImageBitmap(file)
  const edge = Math.min(whole.width, whole.height)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('no canvas')
  const [x, y] = [(whole.width - edge) / 2, (whole.height - edge) / 2]
  paper.drawImage(whole, x, y, edge, edge, 0, 0, side, side)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality),
  )
}
