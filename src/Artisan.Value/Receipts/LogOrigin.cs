using System.Globalization;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>The name of a log: service, workspace and epoch, as in "artisan.example/ledger/ws_1/2".</summary>
public sealed record LogOrigin(string Service, string Workspace, int Epoch)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Service}/{Workspace}/{Epoch}");

    /// <summary>Reads an origin: the last part is the epoch (from 1), the part before it the workspace.</summary>
    public static bool TryParse(string text, out LogOrigin? origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        origin = null;
        var parts = text.Split('/');
        if (parts.Length < 3 || !Checkpoint.IsKeyName(text) || parts.Any(p => p.Length == 0)
            || !int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) || epoch < 1)
        {
            return false;
        }

        origin = new LogOrigin(string.Join('/', parts[..^2]), parts[^2], epoch);
        return origin.ToString() == text;
    }
}
