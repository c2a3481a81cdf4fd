// Made by `make types` of the served /v1/openapi.json; not written by hand.
export interface paths {
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who this token says I am
         * @description What a device asks once it has a token, and now and then after that: who it is, where it may
         *     act, what time it is, and to which key it seals personal data that waits for the network.
         */
        get: operations["tell"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The campaign
         * @description Rounds, sites with their lanes, labs, kits and the limits that devices show.
         */
        get: operations["campaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record what was done: one command or a batch
         * @description A JSON object, a JSON array, or NDJSON with one object a line; at most 16 MiB and 20,000
         *     commands. Every command gets its own verdict, in order; a refused one stops no other. The same
         *     `scan_id` again is answered alike and changes nothing, so a batch may be sent again whole.
         *     NDJSON with a broken line: everything before it is recorded, one `invalid` verdict says where
         *     reading stopped, and nothing after it is taken.
         */
        post: operations["take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tubes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tube as it stands
         * @description Its stage and the clock that runs for it. Call and members only for who sees readings: lab,
         *     reviewer, commander, auditor, admin. A token of one site is shown nothing of another.
         */
        get: operations["tube"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/lanes/{lane}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What other devices of a lane do, as server-sent events
         * @description Each `data:` names a tube that a device changed: somebody joined or left it, or it was sealed or
         *     voided; `/v1/tubes/{code}` tells how it stands. Between them comments, at least one every
         *     five seconds. The stream ends when the service stops, when the token no longer holds, and for a
         *     device that has missed notes.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where everybody of the region is
         * @description The newest message of `/v1/progress/events`.
         */
        get: operations["progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/progress/townships": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where everybody of each township is
         * @description By the hour in which their tubes were opened: how far those have come who were swabbed then.
         *     Counted from the newest board.
         */
        get: operations["townships"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conservation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The law of conservation
         * @description registered = open + sealed + boxed + in transit + received + in test + resulted + void.
         */
        get: operations["conservation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/discrepancies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Discrepancies to settle */
        get: operations["discrepancies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What labs take and have promised
         * @description Tubes that wait and are in test, tubes promised to boxes on their way by hour, reagents, and
         *     when a tube that came now would begin.
         */
        get: operations["labs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/late": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is late, or will be soon
         * @description Tubes near the room-temperature limit, boxes not fetched, outcomes and recollections due, the
         *     earliest first.
         */
        get: operations["late"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notices and who confirmed them
         * @description The token of one party sees what that party was told.
         */
        get: operations["notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Positive pools and where their members are
         * @description Each pool of which somebody is owed a second test: how many are open, swabbed, on the way, in
         *     test, ended and late.
         */
        get: operations["pools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A resident's own outcome
         * @description For a document number and the receipt of a registration; no token. Whoever has only one of the
         *     two gets the same 404 as for anything else. Five failures for a document close it for an hour.
         */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/preregistrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter one's own data before the desk
         * @description No token. The code in the answer holds no personal data and stands for nobody else; at the desk
         *     it takes the place of the document in a registration, and the clerk compares whom it stands for
         *     with the document. It ends after a week.
         */
        post: operations["enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where to be swabbed
         * @description No token. Which sites take people now, when they open and close, and how long one waits there,
         *     as far as somebody at the site said how many stand in line.
         */
        get: operations["list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A box's manifest against where its tubes are. */
        BoxCountsView: {
            /**
             * @description Tubes on its manifest that do not exist, are in another box or at another stage than
             *     the box's: the codes to look for.
             */
            astray: string[];
            /** @description The box. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            /** @description The law holds. */
            holds: boolean;
            /**
             * @description Tubes that were not in it when it was emptied, until a lab receives them or somebody
             *     reports them lost: the codes to look for.
             */
            missing: string[];
            /** @description Where it is in its life. */
            stage: string;
            /** @description Its tubes by stage; together they are the count. */
            tubes: {
                [key: string]: number;
            };
        };
        /** @description The call of one tube on a plate. */
        Called: {
            /**
             * @description Its call. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @example negative
             * @enum {string}
             */
            call: "negative" | "positive" | "grey" | "invalid";
            /** @description The tube. */
            tube: string;
        };
        /** @description The campaign of a region. */
        CampaignView: {
            kits: components["schemas"]["KitView"][];
            labs: components["schemas"]["LabView"][];
            limits: components["schemas"]["LimitsView"];
            name: string;
            protocol: string;
            /** Format: int32 */
            region: number;
            rounds: components["schemas"]["RoundView"][];
            sites: components["schemas"]["SiteView"][];
        };
        /** @description A negative certificate, counted from the swab. */
        CertificateView: {
            /**
             * Format: int64
             * @description How long it holds in all, in hours: 48, or 168 for seven days.
             * @example 48
             */
            hours: number;
            /**
             * Format: int64
             * @description It holds until then: milliseconds since 1970.
             * @example 1648944000000
             */
            until_at_ms: number;
        };
        /** @description Limits by class of person. */
        ClassView: {
            /** Format: int32 */
            capacity: number;
            capacity_by_area: {
                [key: string]: number;
            };
            class: string;
            en: string;
            /** Format: int64 */
            lab_limit_minutes: number;
            phone_mandatory: boolean;
            /** Format: int32 */
            specimens: number;
            /** Format: int64 */
            total_limit_minutes: number;
            zh: string;
        };
        /** @description How a label's code looks, so that a device tells a tube from a box without the network. */
        CodeRuleView: {
            /** @description `none`, or `mod97`: the last two digits by ISO 7064 MOD 97-10. */
            check: string;
            digits_only: boolean;
            length_max: number;
            length_min: number;
            prefix: string;
        };
        /** @description The law by one grain. */
        Conservation: {
            /**
             * Format: int64
             * @description When it was counted.
             */
            at_ms: number;
            /** @description By box: those not emptied and not lost, and those emptied that still miss a tube. */
            boxes: components["schemas"]["BoxCountsView"][];
            /** @description Everywhere it was looked, the law holds. */
            holds: boolean;
            /** @description By lab. */
            labs: components["schemas"]["LabCountsView"][];
            /** @description By site, lane or hour. */
            rows: components["schemas"]["CountsView"][];
            /** @description All together. */
            total: components["schemas"]["CountsView"];
        };
        /** @description People and tubes of one site, lane or hour, or of all. */
        CountsView: {
            /** @description The law holds. */
            holds: boolean;
            /**
             * Format: int64
             * @description Number of the site or lane, hour since 1970, or nothing for the total.
             */
            id?: number | null;
            /** @description People by column; together they are the registered. */
            people: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Registrations less withdrawals, counted apart from the columns.
             */
            registered: number;
            /** @description Tubes by column. */
            tubes: {
                [key: string]: number;
            };
        };
        /** @description How many people a round has reached, each once, however many swabs they gave. */
        CoverageView: {
            /**
             * Format: int64
             * @description People registered in it and not withdrawn.
             */
            people: number;
            /**
             * Format: int32
             * @description The newest round in which anybody was registered; 0 before the first.
             */
            round: number;
        };
        /** @description What exactly cannot be read, in both languages, and never what stood there. */
        Detail: {
            /**
             * @description What to do, in English.
             * @example correct the field and send the command again
             */
            do_en: string;
            /**
             * @description What to do, in Chinese.
             * @example 更正该字段后重新发送
             */
            do_zh: string;
            /**
             * @description What it should be, in English.
             * @example field count must be a whole number, 0 to 255
             */
            en: string;
            /**
             * @description The field at fault, where it is one.
             * @example count
             */
            field?: string | null;
            /**
             * @description What it should be, in Chinese.
             * @example 字段 count：应为 0 至 255 的整数
             */
            zh: string;
        };
        /** @description A difference that was recorded. */
        Differed: {
            /** @description The box it is about. */
            box?: string | null;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description Which. `handover_count` 交接数量不符 (count differs at handover), `receipt_count` 签收数量不符 (count differs at receipt), `missing` 缺少采样管 (tube missing from its box), `surplus` 多出采样管 (tube not on the manifest), `too_old` 超过室温时限 (older than the room-temperature limit), `other_lab` 非原检测机构 (recollection at another lab), `unrouted` 非指定检测机构 (box at a lab it was not routed to), `gloves` 手套使用超次 (glove pair disinfected too often), `late_recollection` 复采超时 (recollection finished late), `reading` 读数与判读不符 (a reading differs from the call), `leaking` 渗漏 (leaking), `unlabelled` 无标签 (label missing), `insufficient` 量不足 (quantity not sufficient), `fewer_swabs` 拭子数少于人数 (fewer swabs than members)
             * @example receipt_count
             * @enum {string}
             */
            difference: "handover_count" | "receipt_count" | "missing" | "surplus" | "too_old" | "other_lab" | "unrouted" | "gloves" | "late_recollection" | "reading" | "leaking" | "unlabelled" | "insufficient" | "fewer_swabs";
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected.
             */
            expected: number;
            /** @description The tube it is about. */
            tube?: string | null;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description Something that a supervisor must settle. What a kept command held stays sealed. */
        DiscrepancyView: {
            /**
             * Format: int64
             * @description Its number; `resolve` names it by this.
             */
            discrepancy: number;
            /** @description What to do next, in English; for kept commands and overrides. */
            do_en?: string | null;
            /** @description What to do next, in Chinese; for kept commands and overrides. */
            do_zh?: string | null;
            /** @description What it is, in English. */
            en: string;
            /** @description The fact. */
            fact: components["schemas"]["FactView"];
            /** @description What it is, in Chinese. */
            zh: string;
        };
        /** @description A clock that runs, and when it ends. */
        DueView: {
            /** @description Which limit: room, collection, outcome, recollection. */
            clock: string;
            /**
             * Format: int64
             * @description When it ends.
             */
            due_at_ms: number;
        };
        /** @description One fact: what happened, who did it, on which device and when. */
        FactView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /** @description The fact's own values. Sealed ones are left out. */
            detail: Record<string, never>;
            /**
             * Format: int32
             * @description On which device.
             */
            device: number;
            /**
             * Format: int64
             * @description When the server took it.
             */
            recorded_at_ms: number;
            /**
             * Format: int64
             * @description Its number in the region's ledger.
             */
            seq: number;
            /**
             * Format: int32
             * @description Who.
             */
            staff: number;
            /** @description What happened: the name of the table of such facts. */
            what: string;
        };
        /** @description The place of a fault. */
        FaultPlace: {
            /**
             * @description Which of the texts: `town`, `protocol`, `plan`, or a name among `files`.
             * @example town
             */
            file: string;
            /**
             * @description The key, or what stands at the start of the line.
             * @example townships.360781100.population
             */
            key?: string | null;
            /**
             * @description Line, from 1, where it is known.
             * @example 12
             */
            line?: number | null;
        };
        /** @description One hour. */
        HourView: {
            /**
             * Format: int64
             * @description Hours since 1970.
             */
            hour: number;
            /**
             * Format: int64
             * @description People in tubes opened in it.
             */
            registered: number;
        };
        /** @description A reagent kit: what a plate's readings must look like. */
        KitView: {
            name: string;
            targets: string[];
            /** Format: int32 */
            targets_for_positive: number;
        };
        /** @description What a lab has had and still has, in tubes. */
        LabCountsView: components["schemas"]["LabTubes"] & {
            /** @description Nothing is owed: no count is below zero, and nothing was called that was not received. */
            holds: boolean;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
        };
        /** @description One lab, in tubes. */
        LabProgress: components["schemas"]["LabTubes"] & {
            /**
             * Format: int32
             * @description Number.
             */
            lab: number;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: int32
             * @description What it can do in an hour.
             */
            tubes_per_hour: number;
        };
        /** @description A lab as routing sees it. */
        LabStand: {
            /** @description Boxes on their way to it. */
            boxes: number;
            closed?: components["schemas"]["WhyView"] | null;
            /**
             * Format: int32
             * @description Runs in a row with failed controls.
             */
            failed_runs: number;
            /**
             * Format: int64
             * @description When a tube that came now would begin; none within two days where absent.
             */
            free_at_ms?: number | null;
            /**
             * Format: int64
             * @description Tubes there on a plate.
             */
            in_test: number;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Of these, boxes that are expected too late. */
            late_boxes: number;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /**
             * Format: int64
             * @description The same from the outcome of its last tube to when that is due (R142).
             */
            outcome_slack_minutes?: number | null;
            /** @description The city's own (R04). */
            own: boolean;
            /**
             * Format: int64
             * @description Tubes in them.
             */
            promised: number;
            /** @description Of the promised tubes, those that are to begin in each of the next hours. */
            promised_by_hour: number[];
            /**
             * Format: int64
             * @description Minutes from arrival to the end of the room-temperature window (R99) of the box on its way
             *     that has the least, if it set off from its site now; below zero, too late. Absent: no box.
             */
            room_slack_minutes?: number | null;
            /** @description It takes boxes now. */
            takes: boolean;
            /**
             * Format: int64
             * @description Tubes it has reagents for beyond those promised, where somebody counts.
             */
            tests_left?: number | null;
            /**
             * Format: int32
             * @description Tubes it can begin in an hour.
             */
            tubes_per_hour: number;
            /**
             * Format: int64
             * @description Until when, where somebody said so.
             */
            until_at_ms?: number | null;
            /**
             * Format: int32
             * @description Tubes that wait there: on no plate, or more than it can have under test at once.
             */
            waiting: number;
        };
        /** @description What a lab has had and still has, in tubes. */
        LabTubes: {
            /**
             * Format: int64
             * @description Received and not called.
             */
            backlog: number;
            /**
             * Format: int64
             * @description Called.
             */
            called: number;
            /**
             * Format: int64
             * @description Routed to it and not there yet.
             */
            expected: number;
            /**
             * Format: int64
             * @description Called positive.
             */
            positive: number;
            /**
             * Format: int64
             * @description Received, all told.
             */
            received: number;
            /**
             * Format: int64
             * @description Turned away.
             */
            rejected: number;
        };
        /** @description A laboratory. */
        LabView: {
            /** Format: int32 */
            id: number;
            name_en: string;
            name_zh: string;
            open: boolean;
            own: boolean;
            /** Format: int64 */
            process_minutes: number;
            /** Format: int32 */
            tubes_per_hour: number;
        };
        /** @description A tube of the lane that a device changed. */
        LaneNote: {
            /**
             * Format: int32
             * @description Number of the device that did it.
             * @example 12
             */
            device: number;
            /**
             * @description The tube.
             * @example 360781000139
             */
            tube: string;
        };
        /** @description A desk. */
        LaneView: {
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            number: number;
        };
        /** @description How many things are late or soon will be. */
        LateCounts: {
            /**
             * Format: int64
             * @description Boxes nobody has fetched.
             */
            boxes: number;
            /**
             * Format: int64
             * @description Outcomes past their limit.
             */
            outcomes: number;
            /**
             * Format: int64
             * @description Tubes near or past the room-temperature limit.
             */
            tubes: number;
        };
        /** @description Everything late, by the time it is due. */
        LateList: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /** @description Every late thing is in `late`; otherwise only the oldest are. */
            complete: boolean;
            /** @description By the time it is due, the earliest first. */
            late: components["schemas"]["LateView"][];
            /**
             * Format: int64
             * @description Minutes looked ahead.
             */
            within_minutes: number;
        };
        /** @description Something with a clock that ends soon or has ended. */
        LateView: components["schemas"]["DueView"] & {
            /** @description Its code, or the person's look-up key. */
            code: string;
            /** @description What it is: tube, box or person. */
            kind: string;
            /**
             * Format: int32
             * @description The lab that has it or must get it.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The desk that filled the tube.
             */
            lane?: number | null;
            /**
             * Format: int64
             * @description Minutes left; negative when late.
             */
            minutes_left: number;
            /** @description How many people wait for it. */
            people: number;
            /**
             * Format: int32
             * @description The site.
             */
            site?: number | null;
            /** @description Where it is in its life. */
            stage: string;
        };
        /** @description Limits that devices and screens show. */
        LimitsView: {
            batch_capacity: number[];
            box_codes: components["schemas"]["CodeRuleView"][];
            capacities: number[];
            classes: components["schemas"]["ClassView"][];
            /** Format: int64 */
            clock_ahead_max_minutes: number;
            /** Format: int64 */
            clock_behind_max_minutes: number;
            /** Format: int64 */
            collection_interval_minutes: number;
            /** Format: int32 */
            controls_negative_min: number;
            /** Format: int32 */
            controls_positive_min: number;
            /** Format: int32 */
            glove_disinfections_max: number;
            publish_on_review: boolean;
            /** Format: int64 */
            recollection_limit_minutes: number;
            /** Format: int32 */
            retests_max: number;
            /** Format: int64 */
            room_limit_minutes: number;
            tube_codes: components["schemas"]["CodeRuleView"][];
            /** Format: int32 */
            tubes_per_box_max: number;
        };
        /** @description Who asks, where they may act, and what personal data is sealed to. */
        MeView: {
            /**
             * Format: int32
             * @description Number of the device.
             * @example 12
             */
            device: number;
            /**
             * Format: int32
             * @description The only lab it holds for.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The only lane it holds for.
             */
            lane?: number | null;
            /**
             * Format: int64
             * @description Now, by the service's clock: milliseconds since 1970. A device tells by it how wrong its
             *     own is.
             * @example 1648771200000
             */
            now_ms: number;
            /** @description The party that is told. */
            party?: string | null;
            /**
             * Format: int32
             * @description County or district.
             * @example 360781
             */
            region: number;
            /**
             * @description What they are there to do; the page to show follows from it.
             * @example clerk
             */
            role: string;
            /**
             * @description Public key to which a device seals what waits on it: a point of P-256, uncompressed, as
             *     base64. HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
             *     AES-128-GCM; `info` is `tenfold command 1`, `aad` four bytes of region and the sixteen of
             *     `scan_id`. A command's `sealed` is the sender's point, ciphertext and tag as base64.
             * @example BP6MGc4JBRkevCmKkkV5JTHybwzs4kYGOei8OctvcGqCaneb…
             */
            seal_key: string;
            /**
             * Format: int32
             * @description The only site it holds for.
             */
            site?: number | null;
            /**
             * Format: int32
             * @description Number of the person.
             * @example 12
             */
            staff: number;
        };
        /** @description A member of a tube, known by look-up key only. */
        MemberView: {
            /** @description What kind of person. */
            class: string;
            /** @description Look-up key, 32 hexadecimal digits. */
            person: string;
            /**
             * Format: int32
             * @description Place in the tube, from 1.
             */
            position: number;
            /** @description The swab is in the tube. */
            swabbed: boolean;
        };
        /** @description What a party was told, and whether it confirmed. */
        NoticeView: {
            /**
             * Format: int64
             * @description When it was confirmed.
             */
            acknowledged_at_ms?: number | null;
            /**
             * Format: int32
             * @description By whom.
             */
            acknowledged_by?: number | null;
            /**
             * Format: int64
             * @description Until when a positive person's report must be confirmed (R267); absent for other notices.
             */
            due_at_ms?: number | null;
            /** @description What, a word. */
            message: string;
            /** @description What, in Chinese. */
            message_zh: string;
            /**
             * Format: int64
             * @description Minutes until then while nobody has; below zero, late by so many.
             */
            minutes_left?: number | null;
            /** @description To whom, a word. */
            party: string;
            /** @description To whom, in Chinese. */
            party_zh: string;
            /** @description About which person, when about one. */
            person?: string | null;
            /**
             * Format: int64
             * @description When it was told last.
             */
            told_at_ms: number;
            /** @description About which tube. */
            tube: string;
        };
        /** @description What a resident reads. */
        OutcomeView: {
            /**
             * @description Negative certificates that hold now, the shortest first. None while anything is owed to
             *     them, or a positive or unclear tube is not answered by a later negative.
             */
            certificates: components["schemas"]["CertificateView"][];
            /**
             * @description What it means, in English.
             * @example Nucleic-acid test: negative
             */
            en: string;
            /**
             * @description `negative`, `pending`, `second_test`, `positive` or `new_swab`.
             * @example negative
             */
            outcome: string;
            /**
             * Format: int64
             * @description When the swab was taken: milliseconds since 1970. Absent for the moment in which it is not
             *     known yet.
             * @example 1648771200000
             */
            sampled_at_ms?: number | null;
            /** @description How far their newest swab of the round has come, in order. */
            steps: components["schemas"]["StepView"][];
            /**
             * @description What it means, in Chinese.
             * @example 核酸检测结果：阴性
             */
            zh: string;
        };
        /** @description Second swabs owed. */
        Owed: {
            /**
             * Format: int64
             * @description Past their limit.
             */
            late: number;
            /**
             * Format: int64
             * @description All.
             */
            open: number;
        };
        /** @description What a resident shows at the desk. */
        PassView: {
            /**
             * Format: int64
             * @description It holds until then: milliseconds since 1970.
             * @example 1648771200000
             */
            expires_at_ms: number;
            /**
             * @description The QR as an SVG document.
             * @example <svg xmlns="http://www.w3.org/2000/svg"></svg>
             */
            qr: string;
            /**
             * @description The code: what the QR says. It holds no personal data.
             * @example TP0400015GBX01PBQHD3CY5WKZ1A02B3C4D5E6F7G8H9J0KAMBNCPDQERFSGTHVJWKXMYNZ
             */
            token: string;
        };
        /**
         * @description A positive or unclear pool, and how far its members' second tests are. Every member is counted
         *     in one of `open`, `swabbed`, `in_transit`, `in_test`, `elsewhere` and `ended`.
         */
        PoolView: {
            /**
             * Format: int64
             * @description When the last of the members' outcomes is due.
             */
            due_at_ms: number;
            /** @description Owed a second test for another tube's sake. */
            elsewhere: number;
            /** @description Nothing is owed any more, or nobody goes after it any more. */
            ended: number;
            /**
             * @description Of these, without an outcome of their own, by reason: refused, not_found, moved,
             *     resampled, died.
             */
            given_up: {
                [key: string]: number;
            };
            /** @description The second tube is at a lab, and its outcome is not out. */
            in_test: number;
            /** @description The second tube is on its way. */
            in_transit: number;
            /**
             * Format: int32
             * @description The lab that tested it, and tests the second swabs.
             */
            lab?: number | null;
            /** @description Of those who are not ended, they are too late. */
            late: number;
            /** @description People in the pool. */
            members: number;
            /**
             * Format: int64
             * @description Minutes until then; below zero, late by so many.
             */
            minutes_left: number;
            /** @description Not swabbed again yet. */
            open: number;
            /** @description Swabbed again, the tube still at its site. */
            swabbed: number;
            /** @description The pooled tube. */
            tube: string;
            /** @description Of these, somebody was sent there and came back without a swab. */
            unreached: number;
        };
        /**
         * @description The body of a problem (RFC 9457). `detail` is in the language that `Accept-Language` prefers,
         *     English where it says nothing; both languages always stand beside it.
         */
        Problem: {
            /**
             * @description What happened: `zh` or `en`, as the header `Accept-Language` asks for.
             * @example a valid token is needed
             */
            detail: string;
            /**
             * @description What to do next, in English.
             * @example send Authorization: Bearer tf_...
             */
            do_en: string;
            /**
             * @description What to do next, in Chinese.
             * @example 请携带有效令牌
             */
            do_zh: string;
            /**
             * @description What happened, in English.
             * @example a valid token is needed
             */
            en: string;
            fault?: components["schemas"]["FaultPlace"] | null;
            /**
             * Format: int32
             * @description Number of the refusal, where a rule said no.
             */
            number?: number | null;
            /**
             * Format: int32
             * @description The HTTP status again.
             * @example 401
             */
            status: number;
            /**
             * @description The kind in a few words.
             * @example Unauthorized
             */
            title: string;
            /**
             * @description Names the kind of problem; stable.
             * @example urn:tenfold:problem:unauthorised
             */
            type: string;
            /**
             * @description What happened, in Chinese.
             * @example 需要有效的令牌
             */
            zh: string;
        };
        /** @description Where everybody of a region is. */
        ProgressView: {
            /**
             * Format: int64
             * @description When it was taken.
             */
            at_ms: number;
            /** @description People the newest round has reached, out of the roster. */
            coverage: components["schemas"]["CoverageView"];
            /**
             * Format: int64
             * @description Differences nobody has settled.
             */
            discrepancies: number;
            /** @description By hour. */
            hours: components["schemas"]["HourView"][];
            /** @description By lab. */
            labs: components["schemas"]["LabProgress"][];
            /** @description What is late or soon will be. */
            late: components["schemas"]["LateCounts"];
            /** @description Everybody registered stands in exactly one step, at every lane. */
            law_holds: boolean;
            /**
             * @description The campaign.
             * @example 瑞金市 2022
             */
            name: string;
            /**
             * Format: double
             * @description Registrations a minute, now.
             */
            rate_per_minute: number;
            /** @description Second swabs owed. */
            recollections: components["schemas"]["Owed"];
            /**
             * Format: int32
             * @description The region.
             * @example 360781
             */
            region: number;
            /**
             * Format: int64
             * @description People the grid expects.
             */
            roster: number;
            /** @description By site. */
            sites: components["schemas"]["SiteProgress"][];
            /** @description Registrations in each step, of all rounds: who gave two swabs stands there twice. */
            totals: components["schemas"]["Totals"];
            /** @description Tubes in each step. */
            tubes: components["schemas"]["Steps"];
        };
        /** @description A refusal in both languages. */
        Reason: {
            /** @description The tube, box or plate that stands in the way. */
            about?: string | null;
            /** @description What to do, in English. */
            do_en: string;
            /** @description What to do, in Chinese. */
            do_zh: string;
            /** @description What happened, in English. */
            en: string;
            /**
             * @description Its name.
             * @example TubeFull
             */
            name: string;
            /**
             * Format: int32
             * @description Its number, never given to another.
             * @example 55
             */
            number: number;
            /** @description What happened, in Chinese. */
            zh: string;
        };
        /** @description One pass over the area. */
        RoundView: {
            /** Format: int64 */
            deadline_at_ms: number;
            /** Format: int32 */
            id: number;
            open: boolean;
            /** Format: int64 */
            starts_at_ms: number;
        };
        /** @description Every site. */
        SiteList: {
            /** @description In the order of their numbers. */
            sites: components["schemas"]["SiteNow"][];
        };
        /** @description A site as a resident needs it. */
        SiteNow: {
            /**
             * Format: int64
             * @description They end then.
             */
            closes_at_ms?: number | null;
            /**
             * Format: int32
             * @description How many stand in line, where somebody said so in the last half hour.
             */
            in_line?: number | null;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /**
             * Format: int64
             * @description Its opening hours that run, or the next ones, begin then; absent where nobody said.
             */
            opens_at_ms?: number | null;
            /**
             * Format: int64
             * @description When they said so.
             */
            said_at_ms?: number | null;
            /**
             * Format: int32
             * @description Number.
             */
            site: number;
            /** @description People are taken there now. */
            takes: boolean;
            /**
             * Format: int32
             * @description Township or street, nine digits.
             */
            township: number;
            /**
             * Format: int32
             * @description Minutes until whoever comes now is taken: by those in line and by what the site took in
             *     its last hour. Absent where either is not known.
             */
            wait_minutes?: number | null;
        };
        /** @description One site. */
        SiteProgress: {
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Chinese. */
            name_zh: string;
            /**
             * Format: int32
             * @description Number.
             */
            site: number;
            /** @description Its people. */
            totals: components["schemas"]["Totals"];
        };
        /** @description A place with its desks. */
        SiteView: {
            area: string;
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            lab: number;
            lanes: components["schemas"]["LaneView"][];
            name_en: string;
            name_zh: string;
            open: boolean;
            /** Format: int32 */
            township: number;
        };
        /** @description A step on the way to the outcome. */
        StepView: {
            /**
             * Format: int64
             * @description When: milliseconds since 1970.
             * @example 1648771200000
             */
            at_ms: number;
            /**
             * @description What it is, in English.
             * @example swabbed
             */
            en: string;
            /**
             * @description `registered`, `sampled`, `at_lab` or `reported`.
             * @example sampled
             */
            step: string;
            /**
             * @description What it is, in Chinese.
             * @example 已采样
             */
            zh: string;
        };
        /** @description How many are in each step of the way. */
        Steps: {
            /**
             * Format: int64
             * @description In a box at the site.
             */
            boxed: number;
            /**
             * Format: int64
             * @description On a plate.
             */
            in_test: number;
            /**
             * Format: int64
             * @description On the way.
             */
            in_transit: number;
            /**
             * Format: int64
             * @description In an open tube.
             */
            open: number;
            /**
             * Format: int64
             * @description At a lab.
             */
            received: number;
            /**
             * Format: int64
             * @description Called.
             */
            resulted: number;
            /**
             * Format: int64
             * @description In a sealed tube.
             */
            sealed: number;
            /**
             * Format: int64
             * @description Void or rejected.
             */
            void: number;
        };
        /** @description People registered, and where they stand. */
        Totals: components["schemas"]["Steps"] & {
            /**
             * Format: int64
             * @description Registered and not withdrawn.
             */
            registered: number;
        };
        /** @description The tubes that a township's sites opened in one hour, and the people in them, as they stand now. */
        TownshipHour: components["schemas"]["Totals"] & {
            /** @description Everybody registered stands in exactly one step. */
            holds: boolean;
            /**
             * Format: int64
             * @description Hours since 1970.
             */
            hour: number;
            /** @description Its tubes. */
            tubes: components["schemas"]["Steps"];
        };
        /** @description The board by township. */
        TownshipList: {
            /**
             * Format: int64
             * @description When it was taken.
             */
            at_ms: number;
            /** @description In the order of their numbers. */
            townships: components["schemas"]["TownshipView"][];
        };
        /** @description One township. */
        TownshipView: {
            /**
             * Format: int64
             * @description People the grid expects of it.
             */
            expected: number;
            /** @description By hour, the first one first; hours in which its sites opened no tube are left out. */
            hours: components["schemas"]["TownshipHour"][];
            /** @description Its sites. */
            sites: number[];
            /**
             * Format: int32
             * @description Township or street, nine digits.
             * @example 360781100
             */
            township: number;
        };
        /** @description A tube as it stands. */
        TubeView: {
            /**
             * @description The lab's number for it, as it stands on the tube: lab, day, count of that day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description The box it travels or travelled in. */
            box?: string | null;
            /** @description What its reading says. */
            call?: string | null;
            /**
             * Format: int32
             * @description Persons it may hold.
             */
            capacity: number;
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /**
             * Format: int32
             * @description The desk that filled it.
             */
            lane: number;
            /** @description Who is in it. */
            members: components["schemas"]["MemberView"][];
            /**
             * Format: int64
             * @description When it was opened.
             */
            opened_at_ms: number;
            /** @description How many are in it. */
            people: number;
            /** @description The plate it is on. */
            plate?: string | null;
            /** @description Why it was given up or turned away, a word. */
            reason?: string | null;
            /**
             * Format: int64
             * @description When it was received.
             */
            received_at_ms?: number | null;
            /** @description The label that took this one's place. */
            relabelled_to?: string | null;
            /**
             * Format: int32
             * @description The pass it belongs to.
             */
            round: number;
            /**
             * Format: int32
             * @description That desk's site.
             */
            site?: number | null;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Where the specimen was put away. */
            store?: string | null;
            /** @description Its label. */
            tube: string;
            /** @description And where on it. */
            well?: string | null;
        };
        /** @description What became of a command. Which of the optional fields are there depends on the act. */
        Verdict: {
            /**
             * @description The lab's number for the one tube received, to be written on it: lab, day, count of the day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description When the box should be there.
             */
            arrive_at_ms?: number | null;
            /**
             * @description The call of the one tube called. `negative` 阴性 (negative), `positive` 阳性 (positive), `grey` 灰区 (grey zone), `invalid` 无效 (invalid)
             * @enum {string|null}
             */
            call?: "negative" | "positive" | "grey" | "invalid" | null;
            /** @description The calls of a plate. */
            calls?: components["schemas"]["Called"][];
            detail?: components["schemas"]["Detail"] | null;
            /** @description Differences that were seen and recorded, and refused nothing. */
            differences?: components["schemas"]["Differed"][];
            /**
             * @description Masked number of their document.
             * @example 360781********0011
             */
            document?: string | null;
            /** @description Both time limits can be met. */
            feasible?: boolean | null;
            /** @description No lab is reached in time: keep the box cold (R101). */
            keep_cold?: boolean | null;
            /**
             * Format: int32
             * @description The lab a box goes to.
             */
            lab?: number | null;
            /** @description The line of a batch at which reading stopped. */
            line?: number | null;
            /**
             * @description Masked name of who entered their data beforehand: the clerk compares it with the document.
             * @example 张*三
             */
            name?: string | null;
            /**
             * Format: int64
             * @description When its last outcome should be known.
             */
            outcome_at_ms?: number | null;
            /**
             * Format: int32
             * @description Who took a number whose check digit is wrong: register.
             */
            overridden_by?: number | null;
            /**
             * Format: int32
             * @description Place in the tube, from 1: register.
             */
            position?: number | null;
            /** @description The receipt code, 12 characters: register. */
            receipt?: string | null;
            /** @description How many tubes were received, where it was not one. */
            received?: number | null;
            /** @description People who must be swabbed again because of this. */
            recollections?: number | null;
            refusal?: components["schemas"]["Reason"] | null;
            /** @description Boxes that go to another lab because of this: close_lab, open_lab. */
            rerouted?: number | null;
            /** @description How many calls were confirmed: review, review_plate. */
            reviewed?: number | null;
            /** @description Why it goes there and not to the lab fixed beforehand, or why to none. */
            route_reason?: string | null;
            /**
             * @description The command's identity; `null` when it had none that could be read.
             * @example 01890a5d-ac96-774b-bcce-b302099a8057
             */
            scan_id?: string | null;
            /**
             * Format: int64
             * @description Number of its first fact in the region's ledger.
             */
            seq?: number | null;
            /** @description The tube was sealed with fewer members than it takes. */
            short?: boolean | null;
            /**
             * Format: int64
             * @description When its first test should begin.
             */
            start_at_ms?: number | null;
            /** @description The tube: register. */
            tube?: string | null;
            /** @description Boxes that no lab takes any more because of this. */
            unrouted?: number | null;
            /** @description The run holds: read_plate. */
            valid?: boolean | null;
            /**
             * @description `recorded`, `already_recorded`, `refused`, `kept` or `invalid`.
             * @example recorded
             */
            verdict: string;
        };
        /** @description Why, in words of a closed list and of people. */
        WhyView: {
            /** @description In English. */
            en: string;
            /** @description The word. */
            reason: string;
            /** @description In Chinese. */
            zh: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    tell: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bearer of the token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
        };
    };
    campaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the campaign of the token's region */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignView"];
                };
            };
        };
    };
    take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a verdict for each command, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": 1,
                     *       "receipt": "7HKG4RA0V2M9",
                     *       "scan_id": "01890a5d-ac96-774b-bcce-b302099a8057",
                     *       "seq": 1,
                     *       "tube": "360781000139",
                     *       "verdict": "recorded"
                     *     }
                     */
                    "application/json": components["schemas"]["Verdict"] | components["schemas"]["Verdict"][];
                };
            };
            /** @description too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description neither JSON nor NDJSON */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description not readable as JSON */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description too many commands wait; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description the disk is full; nothing was kept */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tube: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the tube's label */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tube */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TubeView"];
                };
            };
            /** @description no such tube */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description the desk
                 * @example 1
                 */
                lane: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a tube in each message */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LaneNote"];
                };
            };
            /** @description no such lane, or another site's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    progress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the board */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgressView"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    townships: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the board by township and hour */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TownshipList"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    conservation: {
        parameters: {
            query?: {
                /** @description site, lane, lab, hour or box; site when not given. */
                by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the counts, and whether they agree */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conservation"];
                };
            };
            /** @description no such grain */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discrepancies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiscrepancyView"][];
                };
            };
        };
    };
    labs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as the campaign lists them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabStand"][];
                };
            };
        };
    };
    late: {
        parameters: {
            query?: {
                /** @description Minutes; 30 when not given. */
                within_minutes?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by the time it is due */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LateList"];
                };
            };
        };
    };
    notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description unconfirmed ones first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeView"][];
                };
            };
        };
    };
    pools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the earliest due first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoolView"][];
                };
            };
        };
    };
    ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the outcome */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutcomeView"];
                };
            };
            /** @description unknown, wrong or malformed: nobody learns which */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description too many attempts; see Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the code to show */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PassView"];
                };
            };
            /** @description a document, name or region that is not taken */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description too many from this address; see Retry-After */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description busy; see Retry-After */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list: {
        parameters: {
            query?: {
                /** @description Six digits; may be left out where there is one. */
                region?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description every site of the region */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteList"];
                };
            };
            /** @description the region is not served, or several are */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
