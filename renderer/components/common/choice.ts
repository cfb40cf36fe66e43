export interface Choice<V> {
  value: V;
  label: string;
  disabled?: boolean;
}
