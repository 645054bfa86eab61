using Artisan.Platform.Messaging;

namespace Artisan.Areas.Receipts.Log;

/// <summary>The log is stopped: it does not extend what was signed before. Nothing is appended or signed until a new epoch begins.</summary>
public sealed class LogHaltedException(string workspaceId, string reason) : NotYetException($"The receipt log of {workspaceId} is stopped: {reason}")
{
    /// <summary>Why.</summary>
    public string Reason => reason;
}
