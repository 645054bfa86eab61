namespace Artisan.Value.Receipts;

/// <summary>What a receipt is about. Readers accept other kinds too.</summary>
public static class ReceiptKinds
{
    public const string Calculation = "calculation";
    public const string SelfActivated = "self-activated";
    public const string Setup = "setup";
    public const string Approval = "approval";
    public const string GoLive = "golive";
    public const string Invoice = "invoice";
    public const string CreditNote = "credit-note";
    public const string AuditCheckpoint = "audit.checkpoint";
    public const string Epoch = "epoch";
}
