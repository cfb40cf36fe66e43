import { onBeforeUnmount, onMounted } from 'vue';
import { commandOf, focusOf } from './keyMap';
import { useCommands } from './useCommands';
import { moveToNextRegion } from './regions';

/** The window's keys. A press that is taken is not passed on, so that the menu does not take it again. */
export function useKeyboard(): void {
  const commands = useCommands();

  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    if (event.key === 'F6') {
      event.preventDefault();
      moveToNextRegion(event.shiftKey ? -1 : 1);
      return;
    }
    const target = event.target instanceof Element ? event.target : null;
    const command = commandOf(event, focusOf(target));
    if (command === null) return;
    event.preventDefault();
    commands.run(command);
  }

  onMounted(() => window.addEventListener('keydown', onKeydown));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown));
}
