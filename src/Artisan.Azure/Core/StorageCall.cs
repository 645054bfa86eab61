namespace Artisan.Azure;

/// <summary>What traces, metrics and counters may know of a call: never a key, a filter or a body.</summary>
internal sealed record StorageCall(StorageKind Kind, string Operation, string Resource)
{
    public int Attempts { get; set; }
}
