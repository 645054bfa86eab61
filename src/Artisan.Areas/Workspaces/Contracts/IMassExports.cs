using Artisan.Platform.Access;

namespace Artisan.Areas.Workspaces.Contracts;

/// <summary>Keeps an eye on who takes a workspace's data out as a whole.</summary>
public interface IMassExports
{
    /// <summary>
    /// Records in the audit trail that the caller takes a file of everything, under <paramref name="action"/>; durable when this returns. Call it before the first byte. The owners are told of the
    /// one who does it several times a day.
    /// </summary>
    Task RecordAsync(Caller caller, string action, string targetType, string targetId, CancellationToken ct);
}
