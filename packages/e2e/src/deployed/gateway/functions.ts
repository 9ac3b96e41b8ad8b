/** What an invocation ended with. */
export type Invocation =
  /** The handler's answer, as JSON. */
  | { readonly kind: 'answer'; readonly payload: string }
  /** It threw, could not be loaded, took too long or too much memory. */
  | { readonly kind: 'error'; readonly type: string; readonly message: string }
  /** Lambda itself did not run it. */
  | { readonly kind: 'refused'; readonly reason: 'permission' | 'throttled' | 'too-large' };

/** Lambda, as API Gateway uses it. */
export interface Functions {
  /**
   * Invokes a function with the rights of API Gateway. `sourceArn` is what asks: the method of
   * the API, or the authorizer.
   */
  invoke(functionArn: string, event: object, sourceArn: string): Promise<Invocation>;
}
