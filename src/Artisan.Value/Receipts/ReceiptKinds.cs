namespace Artisan.Value.Receipts;

/// <summary>What a receipt is about. Readers accept other kinds too.</summary>
public static class ReceiptKinds
{
    public const string Calculation = "calculation";
    public const string SelfActivated = "self-activated";
    public const string Setup = "setup";
    public const string ApprovalDecision = "approval.decision";
    public const string ApprovalSignedOff = "approval.signed_off";
    public const string GoLiveEnabled = "golive.enabled";
    public const string GoLivePaused = "golive.paused";
    public const string GoLiveResumed = "golive.resumed";
    public const string Invoice = "invoice";
    public const string CreditNote = "credit-note";
    public const string AuditCheckpoint = "audit.checkpoint";
    public const string Epoch = "epoch";
}
