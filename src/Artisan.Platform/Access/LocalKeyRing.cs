using System.Collections.Concurrent;
using System.Globalization;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Access;

/// <summary>
/// Keys in files <c>{purpose}.{number}.key</c> of one folder, made when they are first asked for. The highest number signs, the others are accepted
/// until their files are removed. Processes that start at the same moment end with the same keys.
/// </summary>
public sealed class LocalKeyRing(string folder) : IKeyRing
{
    private readonly ConcurrentDictionary<KeyPurpose, KeySet> _keys = new();

    public KeySet Get(KeyPurpose purpose) => _keys.TryGetValue(purpose, out var keys) ? keys : _keys.GetOrAdd(purpose, Load(purpose));

    /// <summary>Puts a new key before the present one, which stays accepted.</summary>
    public async Task RotateAsync(KeyPurpose purpose, CancellationToken ct)
    {
        Load(purpose);
        await LocalFiles.CreateAsync(PathOf(purpose, Files(purpose)[0].Number + 1), Convert.ToBase64String(KeyMaterial.Create(purpose)), ct);
        _keys[purpose] = Load(purpose);
    }

    private KeySet Load(KeyPurpose purpose)
    {
        if (Files(purpose).Count == 0) LocalFiles.CreateAsync(PathOf(purpose, 1), Convert.ToBase64String(KeyMaterial.Create(purpose)), CancellationToken.None).GetAwaiter().GetResult();
        var keys = Files(purpose).Select(f => KeyMaterial.Read(purpose, File.ReadAllText(f.Path), f.Path)).ToList();
        return new KeySet(keys[0], keys);
    }

    private List<(int Number, string Path)> Files(KeyPurpose purpose)
    {
        if (!Directory.Exists(folder)) return [];
        var name = KeyMaterial.Name(purpose);
        return [.. from path in Directory.EnumerateFiles(folder, $"{name}.*.key")
                   let parts = Path.GetFileName(path).Split('.')
                   where parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
                   let number = int.Parse(parts[1], CultureInfo.InvariantCulture)
                   orderby number descending
                   select (number, path)];
    }

    private string PathOf(KeyPurpose purpose, int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{KeyMaterial.Name(purpose)}.{number}.key"));
}
