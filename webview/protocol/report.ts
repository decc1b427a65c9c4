// The contract between the report webview (posture, models) and the extension host.

export type RowState = 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable';

export interface ReportRow {
  readonly id: string;
  readonly state: RowState;
  readonly title: string;
  readonly evidence: string;
  readonly why: string;
  readonly remedy: string;
  readonly command?: string;
  /** e.g. `P2, CWE-1327`. */
  readonly reference?: string;
}

/** A report: sorted worst first by the view. `subject` names what was checked ("Posture of this machine"). */
export interface ReportView {
  readonly kind: 'posture' | 'models';
  readonly subject: string;
  /** "Checked today at 09:14, in 3.8 s. 14 checks." */
  readonly summary: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly ReportRow[] }[];
  readonly running: boolean;
}

export type ToReportView =
  | { readonly type: 'report'; readonly report: ReportView }
  /** There is no report: the first run is in progress, or it was cancelled or failed. */
  | { readonly type: 'none'; readonly running: boolean }
  | { readonly type: 'progress'; readonly text: string; readonly done: number; readonly total: number };
