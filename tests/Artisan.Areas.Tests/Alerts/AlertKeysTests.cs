using Artisan.Areas.Alerts.Storage;
using Artisan.Platform.Ids;

namespace Artisan.Areas.Tests.Alerts;

public sealed class AlertKeysTests
{
    [Fact]
    public void A_newer_alert_stands_before_an_older_one()
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        string[] ids = [.. Enumerable.Range(0, 5).Select(i => $"alt_{UlidIds.Of(at.AddSeconds(i), $"{i}")}")];
        Assert.Equal(ids.Reverse().Select(AlertKeys.Alert), ids.Select(AlertKeys.Alert).Order(StringComparer.Ordinal));
        Assert.All(ids, id => Assert.True(AlertKeys.IsId(id)));
        Assert.False(AlertKeys.IsId("alt_x"));
    }

    [Fact]
    public void A_key_of_any_characters_is_one_row()
    {
        Assert.NotEqual(AlertKeys.ByKey("a/b"), AlertKeys.ByKey("a\\b"));
        Assert.DoesNotContain('/', AlertKeys.ByKey("a/b#c?"));
    }
}
