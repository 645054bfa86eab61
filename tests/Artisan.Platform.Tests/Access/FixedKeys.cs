using Artisan.Platform.Access;

namespace Artisan.Platform.Tests.Access;

/// <summary>A key ring in memory.</summary>
internal sealed class FixedKeys : IKeyRing
{
    private readonly Dictionary<KeyPurpose, KeySet> _keys = KeyMaterial.Purposes.ToDictionary(p => p, p =>
    {
        var key = KeyMaterial.Create(p);
        return new KeySet(key, [key]);
    });

    public KeySet Get(KeyPurpose purpose) => _keys[purpose];

    public void Rotate(bool keepOld)
    {
        foreach (var purpose in KeyMaterial.Purposes)
        {
            var key = KeyMaterial.Create(purpose);
            _keys[purpose] = new KeySet(key, keepOld ? [key, .. _keys[purpose].All] : [key]);
        }
    }
}
