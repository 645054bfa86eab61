using System.Security.Cryptography;
using System.Text;
using Artisan.Cli.Config;
using Artisan.Cli.Running;

namespace Artisan.Cli.Import;

/// <summary>Where imports in progress are noted: one file per content, source, target and mapping, in the config folder.</summary>
internal sealed class ImportStates(CliContext cli, string fileHash, string source, string url, string mapping)
{
    private readonly ConfigFolder _folder = new(cli);

    private string Name => Path.Combine("imports", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fileHash}\n{source}\n{url}\n{mapping}")).AsSpan(0, 16)) + ".json");

    public ImportState? Read() => _folder.Read(Name, CliJson.Default.ImportState);

    public void Write(string file, long line, ImportCounts counts) =>
        _folder.Write(Name, new ImportState(file, fileHash, source, url, line, counts), CliJson.Default.ImportState);

    public void Delete() => _folder.Delete(Name);

    public static async Task<string> HashAsync(FileInfo file, CancellationToken ct)
    {
        await using var stream = file.OpenRead();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }
}
