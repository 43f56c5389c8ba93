import { useSignal } from '@preact/signals'

/** What a place needs to take files that are dropped on it; `isOver` while some hover. */
export function useFileDrop(onFiles: (files: FileList) => void) {
  const isOver = useSignal(false)
  return {
    isOver: isOver.value,
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      isOver.value = true
    },
    onDragLeave: () => {
      isOver.value = false
    },
    onDrop: (event: DragEvent) => {
      isOver.value = false
      const files = event.dataTransfer?.files
      if (!files?.length) return
      event.preventDefault()
      onFiles(files)
    },
  }
}
