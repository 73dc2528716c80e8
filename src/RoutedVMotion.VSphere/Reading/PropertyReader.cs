using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

using RoutedVMotion.VSphere.Soap;
using RoutedVMotion.VSphere.Vim25;
using RoutedVMotion.VSphere.Vim25.Methods;

namespace RoutedVMotion.VSphere.Reading;

/// <summary>
/// Reads properties page by page: each object is handed over as soon as it has been parsed, and the next page is asked for as
/// soon as this one begins to come.
/// </summary>
internal sealed class PropertyReader
{
    private const string HostSystem = "HostSystem";
    private const string VirtualMachine = "VirtualMachine";
    private const string CurrentSession = "currentSession";

    // A question about 250 hosts is answered with some 10 MB of XML; the first ones are smaller, so that the first rows come soon.
    private const int FirstObjectsAtOnce = 50;
    private const int MostObjectsAtOnce = 250;

    private readonly VSphereSession _session;

    public PropertyReader(VSphereSession session) => _session = session;

    /// <summary>Makes a view of all objects of these types; it is destroyed by <see cref="DestroyViewAsync"/> or dies with the session.</summary>
    public async Task<ManagedObjectReference> CreateViewAsync(string[] types, CancellationToken cancel) =>
        await _session.CallAsync(
            new CreateContainerView
            {
                This = _session.Content.ViewManager,
                Container = _session.Content.RootFolder,
                Type = types,
                Recursive = true,
            },
            cancel).ConfigureAwait(false)
        ?? throw new VSphereReplyException(
            _session.Client.Server, ReplyProblem.Malformed, $"{_session.Client.Server} made no view where one was asked for.");

    /// <summary>Destroys a view; if that fails it dies with the session.</summary>
    public async Task DestroyViewAsync(ManagedObjectReference view)
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await _session.Client.CallAsync(new DestroyView { This = view }, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is VSphereException or OperationCanceledException or ObjectDisposedException)
        {
            // Nothing depends on it.
        }
    }

    /// <summary>
    /// Reads these properties of all objects of a view. <paramref name="onObject"/> is called for each object while its page is
    /// being read, <paramref name="onPage"/> after each page. A server may ignore <paramref name="pageSize"/> and send all at once.
    /// </summary>
    public Task ReadViewAsync(
        ManagedObjectReference view,
        IReadOnlyList<PropertySpec> properties,
        int? pageSize,
        Action<ObjectProperties> onObject,
        Func<Task>? onPage,
        CancellationToken cancel) =>
        ReadListAsync(view, view.Type, "view", properties, pageSize, onObject, onPage, cancel);

    /// <summary>As <see cref="ReadViewAsync"/>, of the objects that a property of another object lists.</summary>
    /// <param name="owner">The object that has the list.</param>
    /// <param name="ownerType">The type that has the property; <paramref name="owner"/> may be of one derived from it.</param>
    /// <param name="path">The property with the list.</param>
    /// <param name="properties">What to read of each object.</param>
    /// <param name="pageSize">Objects on a page; null leaves it to the server.</param>
    /// <param name="onObject">Is called for each object.</param>
    /// <param name="onPage">Is called after each page.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task ReadListAsync(
        ManagedObjectReference owner,
        string ownerType,
        string path,
        IReadOnlyList<PropertySpec> properties,
        int? pageSize,
        Action<ObjectProperties> onObject,
        Func<Task>? onPage,
        CancellationToken cancel) =>
        await AskAsync(
            [
                [
                    SpecOf(
                        [
                            new ObjectSpec
                            {
                                Obj = owner,
                                Skip = true,
                                SelectSet = [new TraversalSpec { Name = path, Type = ownerType, Path = path, Skip = false }],
                            },
                        ],
                        properties),
                ],
            ],
            pageSize,
            onObject,
            onPage,
            onLeftOut: null,
            cancel).ConfigureAwait(false);

    /// <summary>
    /// Reads these properties of each of these objects, some at a time, the next while these are read. A view could be asked for all
    /// of them in pages, but only of a server that makes pages is the first one there soon; and a question that names its objects
    /// needs neither view nor token, which end with the session. What has been removed meanwhile is left out.
    /// </summary>
    /// <param name="objects">What to read, all of one type.</param>
    /// <param name="properties">What to read of each object.</param>
    /// <param name="onObject">Is called for each object while its page is being read.</param>
    /// <param name="onPage">Is called after each page.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task ReadEachAsync(
        IReadOnlyList<ManagedObjectReference> objects,
        PropertySpec properties,
        Action<ObjectProperties> onObject,
        Func<Task>? onPage,
        CancellationToken cancel)
    {
        var questions = new List<PropertyFilterSpec[]>();
        for (int asked = 0, size = FirstObjectsAtOnce; asked < objects.Count; size = Math.Min(size * 2, MostObjectsAtOnce))
        {
            ObjectSpec[] next = objects.Skip(asked).Take(size).Select(one => new ObjectSpec { Obj = one }).ToArray();
            questions.Add([SpecOf(next, [properties], omitsRemoved: true)]);
            asked += next.Length;
        }

        await AskAsync(questions, MostObjectsAtOnce, onObject, onPage, onLeftOut: null, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// As <see cref="ReadListAsync"/>, of these objects and what can be reached from them. Unlike a view they outlive a session, so
    /// that one of our own that has ended is renewed and asked again. Nothing is handed over before it is known to be the answer of a
    /// living session: of a dead one a server may withhold all, or say nothing at all where what was asked for hangs on something
    /// else, and nothing is not none. A path that the server does not know is missing of each object, if nothing wider can be asked.
    /// </summary>
    /// <exception cref="VSphereFaultException">NotAuthenticated: the session has ended, and cannot be renewed.</exception>
    public async Task ReadObjectsAsync(
        ObjectSpec[] objects,
        IReadOnlyList<PropertySpec> properties,
        int? pageSize,
        Action<ObjectProperties> onObject,
        Func<Task>? onPage,
        CancellationToken cancel)
    {
        // In the same question, so that it costs no call.
        ManagedObjectReference sessions = _session.Content.SessionManager!;
        PropertyFilterSpec[] specs =
            [SpecOf(objects, properties), SpecOf([new ObjectSpec { Obj = sessions }], [new PropertySpec { Type = sessions.Type, PathSet = [CurrentSession] }])];
        for (bool isRenewed = false; ; isRenewed = true)
        {
            int generation = _session.Generation;
            bool isAlive = false;
            var found = new List<ObjectProperties>();
            var leftOut = new List<(string Type, string Path)>();
            VSphereFaultException? fault = null;
            try
            {
                await AskAsync([specs], pageSize, Add, onPage, (type, path) => leftOut.Add((type, path)), cancel).ConfigureAwait(false);
            }
            catch (VSphereFaultException e) when (e.FaultType == Faults.NotAuthenticated || _session.Generation != generation)
            {
                fault = e;
            }

            if (fault is not null || !isAlive)
            {
                VSphereFaultException cause = fault ?? Faults.ToException(_session.Client.Server, nameof(RetrievePropertiesEx), Faults.NotAuthenticated, null, null);
                bool isNew = await _session.RenewAsync(generation, cause, cancel).ConfigureAwait(false);
                if (isNew && !isRenewed) continue;
                // Where the old session lives after all, a fault is a no, and an answer is one.
                if (isNew || fault is not null) throw cause;
            }

            foreach (ObjectProperties one in found) onObject(one.WithMissing(leftOut.Where(path => path.Type == one.Obj.Type).Select(path => path.Path)));
            return;

            void Add(ObjectProperties properties)
            {
                if (properties.Obj == sessions) isAlive = properties.Get<UserSession>(CurrentSession) is not null;
                else found.Add(properties);
            }
        }
    }

    private static PropertyFilterSpec SpecOf(ObjectSpec[] objects, IReadOnlyList<PropertySpec> properties, bool? omitsRemoved = null) =>
        new() { PropSet = properties.ToArray(), ObjectSet = objects, ReportMissingObjectsInResults = omitsRemoved };

    private async Task AskAsync(
        List<PropertyFilterSpec[]> questions,
        int? pageSize,
        Action<ObjectProperties> onObject,
        Func<Task>? onPage,
        Action<string, string>? onLeftOut,
        CancellationToken cancel)
    {
        int next = 0;
        for (;;)
        {
            try
            {
                await ReadPagesAsync(TakeQuestion, onObject, onPage, cancel).ConfigureAwait(false);
                return;
            }
            catch (VSphereFaultException fault) when (fault.Fault is InvalidProperty { Name: string unknown }
                && questions[next - 1].Any(spec => spec.PropSet!.Any(asked => asked.PathSet!.Contains(unknown))))
            {
                // An older server, or one that knows the path only below another type. That must not cost the rest. It was the answer to
                // what was asked last, since nothing is asked ahead of a fault.
                next--;
                for (int i = next; i < questions.Count; i++) questions[i] = questions[i].Select(spec => Widen(spec, unknown, onLeftOut)).ToArray();
            }
        }

        RetrievePropertiesEx? TakeQuestion() => next == questions.Count ? null : new RetrievePropertiesEx
        {
            This = _session.Content.PropertyCollector,
            SpecSet = questions[next++],
            Options = new RetrieveOptions { MaxObjects = pageSize },
        };
    }

    private static PropertyFilterSpec Widen(PropertyFilterSpec spec, string path, Action<string, string>? onLeftOut) => SpecOf(
        spec.ObjectSet!,
        spec.PropSet!.Select(asked => Widen(asked, path, onLeftOut)).Where(asked => asked.PathSet!.Length > 0).ToArray(),
        spec.ReportMissingObjectsInResults);

    // In place of a path that the server does not know, and of its siblings, the property that they lie in: "config" for
    // "config.maxMtu". Of hosts "config" is up to 90 kB, and machines are many; there the path is left out, which costs a column.
    private static PropertySpec Widen(PropertySpec spec, string path, Action<string, string>? onLeftOut)
    {
        if (!spec.PathSet!.Contains(path)) return spec;
        int dot = path.LastIndexOf('.');
        if (dot < 0 || spec.Type is HostSystem or VirtualMachine)
        {
            onLeftOut?.Invoke(spec.Type!, path);
            return new PropertySpec { Type = spec.Type, PathSet = spec.PathSet!.Where(other => other != path).ToArray() };
        }

        string parent = path.Substring(0, dot);
        return new PropertySpec
        {
            Type = spec.Type,
            PathSet = spec.PathSet!.Where(other => !other.StartsWith(parent + ".", StringComparison.Ordinal)).Append(parent).Distinct().ToArray(),
        };
    }

    // Asks these questions, one after the other, until there is none. Each may be answered in pages.
    private async Task ReadPagesAsync(Func<Request?> nextQuestion, Action<ObjectProperties> onObject, Func<Task>? onPage, CancellationToken cancel)
    {
        SoapClient client = _session.Client;
        Request? next = null;
        bool isNextAsked = false;
        Task<SoapReply>? pending = null;
        string? token = null;
        try
        {
            AskNext(nextQuestion());
            while (next is Request request)
            {
                isNextAsked = false;
                using (SoapReply page = await pending!.ConfigureAwait(false))
                {
                    pending = null;
                    token = null;
                    client.Read(page, request, reader =>
                    {
                        for (bool more = reader.Enter(); more; more = reader.MoveToSibling())
                        {
                            switch (reader.LocalName)
                            {
                                case "token" when isNextAsked:
                                    // The schema has it first; to go on would be to lose objects.
                                    throw new VSphereReplyException(
                                        client.Server, ReplyProblem.Malformed, $"The reply of {client.Server} makes no sense: it says after its objects that there are more.");
                                case "token":
                                    token = reader.ReadText();
                                    AskNext(new ContinueRetrievePropertiesEx { This = _session.Content.PropertyCollector, Token = token });
                                    break;
                                case "objects":
                                    if (!isNextAsked) AskNext(nextQuestion());
                                    if (WireFormat.For(typeof(ObjectContent)).ReadObject(reader) is ObjectContent content) onObject(new ObjectProperties(content));
                                    break;
                                default:
                                    reader.Skip();
                                    break;
                            }
                        }
                    });
                }

                // Nothing was found, and there may be more to ask.
                if (!isNextAsked) AskNext(nextQuestion());
                if (onPage is not null) await onPage().ConfigureAwait(false);
            }
        }
        catch
        {
            _ = GiveUpAsync(pending, token);
            throw;
        }

        // A token stands before the objects: by the first one it is known whether the answer goes on.
        void AskNext(Request? question)
        {
            isNextAsked = true;
            next = question;
            if (question is not null) pending = client.SendAsync(question, cancel);
        }
    }

    // Nobody waits for this: the pages that are not wanted any more are taken off the server's hands.
    private async Task GiveUpAsync(Task<SoapReply>? pending, string? token)
    {
        try
        {
            if (pending is not null) (await pending.ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is VSphereException or OperationCanceledException or ObjectDisposedException)
        {
            // It was cancelled, too.
        }

        if (token is null) return;
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await _session.Client.CallAsync(new CancelRetrievePropertiesEx { This = _session.Content.PropertyCollector, Token = token }, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is VSphereException or OperationCanceledException or ObjectDisposedException)
        {
            // The token ends with the session.
        }
    }
}
