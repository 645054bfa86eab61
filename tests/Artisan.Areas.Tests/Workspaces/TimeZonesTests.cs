using System.Globalization;
using Artisan.Areas.Workspaces.Contracts;

namespace Artisan.Areas.Tests.Workspaces;

public sealed class TimeZonesTests
{
    [Theory]
    [InlineData("2027-04-10T10:00:00Z", 3, "UTC", "2027-04-07T09:00:00Z")]
    [InlineData("2027-03-30T02:00:00Z", 3, "America/New_York", "2027-03-26T13:00:00Z")]
    [InlineData("2027-03-29T10:00:00Z", 2, "Europe/Berlin", "2027-03-27T08:00:00Z")]
    [InlineData("2027-03-30T10:00:00Z", 2, "Europe/Berlin", "2027-03-28T07:00:00Z")]
    public void The_morning_before_is_nine_by_the_zones_own_clocks(string end, int days, string zone, string morning) =>
        Assert.Equal(DateTimeOffset.Parse(morning, CultureInfo.InvariantCulture), TimeZones.MorningBefore(DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), days, zone));

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Calcutta")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("America/Port-au-Prince")]
    [InlineData("US/Pacific")]
    [InlineData("Etc/GMT+5")]
    public void A_zone_that_people_live_by_is_known(string name) => Assert.True(TimeZones.IsKnown(name));

    [Theory]
    [InlineData("posixrules")]
    [InlineData("localtime")]
    [InlineData("Factory")]
    [InlineData("leapseconds")]
    [InlineData("tzdata.zi")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("Europe")]
    [InlineData("Europe/")]
    [InlineData("Europe/Berlin/")]
    [InlineData("Europe/Berlin\n")]
    [InlineData("europe/berlin")]
    [InlineData("/Europe/Berlin")]
    [InlineData("Europe/../posixrules")]
    [InlineData("Europe//Berlin")]
    [InlineData("Mars/Olympus")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("")]
    public void Anything_else_is_not(string name) => Assert.False(TimeZones.IsKnown(name));

    [Fact]
    public void Every_zone_that_the_data_base_lists_for_a_place_is_known()
    {
        const string list = "/usr/share/zoneinfo/zone1970.tab";
        if (!File.Exists(list)) return;
        var names = File.ReadLines(list).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')[2]).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(TimeZones.IsKnown(name), name));
    }
}
