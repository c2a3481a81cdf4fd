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
        get: {
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
        get: {
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
        post: {
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
        get: {
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/boxes/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A box as it stands
         * @description Its stage, the clock that runs for it, its manifest with what is not received yet, who signed
         *     for it with which counts, and what is wrong with each of its tubes and with those that do not
         *     stand on the manifest: by name, with who noted it and when. See `note_flaw`, `reject_tube`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the box's label */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the box */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BoxView"];
                    };
                };
                /** @description no such box */
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/{lab}/bench": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is to be done at a lab now
         * @description Boxes on their way to it or open at its hatch, how many tubes wait for a plate, plates whose
         *     readings are waited for, and calls that wait for a second person: on each plate those that are
         *     confirmed at once and those that are looked at one by one.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the lab's number */
                    lab: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the first due first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BenchView"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description no such lab */
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/{lab}/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a lab must do about what it keeps
         * @description Specimens not tested in time that must go to -70 °C (or -20 °C for the time being), those not
         *     negative that lie nowhere or too warm, and those whose time is over. The protocol says how long.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Limits that end within so many minutes; 120 where absent, 10080 at most. */
                    within?: number;
                };
                header?: never;
                path: {
                    /** @description the lab's number */
                    lab: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the least time left first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StoreList"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description no such lab */
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a lab drifts
         * @description Positives, invalid readings and failed runs of every lab in the last hours, how long outcomes
         *     took, and what is out of control: rates beside the other labs and beside the lab's own past (by
         *     the exact law, as rarely by chance as the protocol says), control charts that reject. A
         *     commander also sees what became of blind samples.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only this lab; who works at one lab sees that one. */
                    lab?: number;
                    /** @description Hours: 1 to 720 for rates, 24 where absent; 1 to 8760 for charts, 720 where absent. */
                    hours?: number;
                };
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
                        "application/json": components["schemas"]["QualityView"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many hours, or none */
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/labs/quality/controls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Control charts
         * @description What positive, negative and blank controls read, by lab, kit, machine, control and target in
         *     the order of time: the mean and standard deviation of the first points (Levey and Jennings), and
         *     which of Westgard's rules each later point breaks. Which rules warn and which reject is the
         *     protocol's. Readings of before they were kept are not there.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Only this lab; who works at one lab sees that one. */
                    lab?: number;
                    /** @description Hours: 1 to 720 for rates, 24 where absent; 1 to 8760 for charts, 720 where absent. */
                    hours?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description by lab, kit, machine, control and target */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ControlsView"];
                    };
                };
                /** @description another lab than one's own */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many hours, or none */
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plates/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A plate as it stands */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the plate's label */
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the plate */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlateView"];
                    };
                };
                /** @description no such plate */
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
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plates/layouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose a plate's layout
         * @description Specimens go down the columns, the controls that the protocol asks for stand in the last wells.
         *     A tube that was scanned twice, is on a plate, was not received or is another lab's is named.
         *     Nothing is recorded: send `wells` in `load_plate`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the proposal */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LayoutView"];
                    };
                };
                /** @description no lab, or a plate of another size */
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plates/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a thermocycler's results file
         * @description Any export that `tenfold lab read` knows, by its content. Every row gets a verdict; what cannot
         *     be taken is named and the rest is recorded as `read_plate`; a tube whose well is not read is
         *     tested again. A file for another plate, or without all targets of the kit, is refused whole
         *     before anything is written. A LightCycler 480 writes a file for each colour: each is kept
         *     (`reason` is `waiting`, `waits_for` names what is missing) until those of all the kit's colours
         *     are there, and then they are recorded as one plate. The same file again changes nothing.
         */
        post: {
            parameters: {
                query?: {
                    /** @description The plate; found by the file's own words and tubes where absent. */
                    plate?: string;
                    /** @description Name of a mapping that the service was started with, for a machine that is not known. */
                    mapping?: string;
                    /** @description The machine, as the lab tells its machines apart; as the file names it where absent. */
                    machine?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description what became of it, `refused` included */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TakenView"];
                    };
                };
                /** @description too many bytes */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description no such mapping, or no plate's code */
                422: {
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
        /** @description Something that somebody at the lab should look at. */
        AlarmView: {
            /** @description In English. */
            en: string;
            /**
             * @description `positive-high`, `positive-low`, `invalid-high` or `failed-runs-high` beside the other labs,
             *     the same with `-than-before` beside the lab's own past, `control-rejected` or `slow`.
             */
            word: string;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description A plate that is not done. */
        BenchPlate: {
            /** @description Calls that are looked at one by one before that, in the order of their wells. */
            alone: components["schemas"]["ToReview"][];
            /**
             * Format: int32
             * @description Who its readings were sent by: somebody else must confirm them.
             */
            called_by?: number | null;
            /**
             * Format: int64
             * @description When the first of its outcomes is due.
             */
            due_at_ms?: number | null;
            /** @description The kit it is read by. */
            kit: string;
            /** @description Negative calls of its readings that wait to be confirmed: `review_plate` takes all of them. */
            negative: number;
            /** @description Its label. */
            plate: string;
            /**
             * Format: int64
             * @description When its readings came; none while they are waited for.
             */
            read_at_ms?: number | null;
            /** @description Specimens on it. */
            specimens: number;
        };
        /** @description What is to be done at a lab. */
        BenchView: {
            /**
             * Format: int64
             * @description When it was asked.
             */
            at_ms: number;
            /** @description Open at the hatch first, then by the time they are due. */
            boxes: components["schemas"]["ComingView"][];
            /** @description Calls that were made by hand. */
            by_hand: components["schemas"]["ToReview"][];
            /** @description Everything was looked at; else only the oldest. */
            complete: boolean;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Plates whose readings are waited for, or that wait for review: the first due first. */
            plates: components["schemas"]["BenchPlate"][];
            /** @description Tubes that wait for a plate. */
            waiting: number;
        };
        /** @description What a lab made of blind samples whose call is confirmed. */
        BlindView: {
            /**
             * Format: int64
             * @description Found what was put in.
             * @example 11
             */
            agreed: number;
            /**
             * Format: int64
             * @description A negative called positive.
             * @example 0
             */
            false: number;
            /**
             * Format: int64
             * @description A positive called negative.
             * @example 1
             */
            missed: number;
            /**
             * Format: int64
             * @description Neither positive nor negative.
             * @example 0
             */
            unclear: number;
        };
        /** @description A box as it stands. */
        BoxView: {
            /** @description Its label. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            /** @description What is wrong with the box as a whole: its counts, its lab, tubes without a label. */
            differences: components["schemas"]["NotedView"][];
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int32
             * @description Who has it, on the way.
             */
            holder?: number | null;
            /**
             * Format: int32
             * @description The lab that has it.
             */
            lab?: number | null;
            /** @description Of these, tubes not accepted by a lab yet: what an intake desk still looks for. */
            not_received: number;
            /**
             * Format: int64
             * @description Oldest first swab inside, once sealed.
             */
            oldest_swab_at_ms?: number | null;
            /**
             * Format: int32
             * @description The lab it was sent to.
             */
            routed?: number | null;
            /**
             * Format: int64
             * @description When it was sealed.
             */
            sealed_at_ms?: number | null;
            /** @description Who gave and who took it each time, with counts; the last are those of courier and receiver. */
            signatures: components["schemas"]["SignatureView"][];
            /**
             * Format: int32
             * @description Where it was packed.
             */
            site: number;
            /** @description Where it is in its life. */
            stage: string;
            /** @description Tubes that were found in it and do not stand on its manifest. */
            surplus: components["schemas"]["PackedView"][];
            /** @description Its manifest. */
            tubes: components["schemas"]["PackedView"][];
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
        /** @description The chart of one lab, kit, machine, control and target. */
        ChartView: {
            /**
             * @description Points that count for the mean so far, `baseline` at most.
             * @example 20
             */
            baseline_points: number;
            /**
             * @description The control: `positive`, `negative` or `blank`.
             * @example positive
             */
            control: string;
            /**
             * Format: double
             * @description Standard deviation in cycles.
             * @example 0.24
             */
            deviation?: number | null;
            /** @description The target is the kit's internal control. */
            internal_control: boolean;
            /**
             * @description The kit.
             * @example standard
             */
            kit: string;
            /**
             * Format: int32
             * @description The lab.
             * @example 1
             */
            lab: number;
            /**
             * @description The machine; absent where nobody said which it was.
             * @example slan-96 2031
             */
            machine?: string | null;
            /**
             * Format: double
             * @description Mean in cycles; absent while there are too few points.
             * @example 28.11
             */
            mean?: number | null;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /** @description In the order of their time. */
            points: components["schemas"]["PointView"][];
            /**
             * @description The target.
             * @example N
             */
            target: string;
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
        /** @description A box on its way to the hatch, or open there. */
        ComingView: {
            /** @description Its label. */
            box: string;
            /**
             * Format: int32
             * @description Tubes on its manifest.
             */
            count: number;
            due?: components["schemas"]["DueView"] | null;
            /**
             * Format: int32
             * @description Where it was packed.
             */
            site: number;
            /**
             * @description `in_transit`, or `received` while it is being checked.
             * @example received
             */
            stage: string;
        };
        /** @description Charts of control wells. */
        ControlsView: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Points that a mean and a standard deviation are made of.
             * @example 20
             */
            baseline: number;
            /** @description By lab, kit, machine, control and target. */
            charts: components["schemas"]["ChartView"][];
            /**
             * Format: int32
             * @description Hours of which points are told; means and rules look at all that there are.
             */
            hours: number;
            /**
             * @description Rules by which a point is out of control.
             * @example [
             *       "1-3s",
             *       "2-2s",
             *       "R-4s",
             *       "4-1s",
             *       "10x"
             *     ]
             */
            rejects: string[];
            /**
             * @description Rules that warn.
             * @example [
             *       "1-2s"
             *     ]
             */
            warns: string[];
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
        /** @description A well in which file and plate differ. */
        Evidence: {
            /** @description The sample of the file. */
            file: string;
            /** @description The tube of the layout; absent, nothing or a control stands there. */
            plate?: string | null;
            /** @description The well. */
            well: string;
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
        /** @description A specimen about which there is something to do. */
        KeptView: {
            /**
             * @description The lab's number for it, as it stands on the tube: lab, day, count of that day.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description By when; for `discard`, from when on.
             */
            due_at_ms: number;
            /** @description The same in English. */
            en: string;
            /**
             * @description What to do: freeze, deepen, put_away, move, discard.
             * @example freeze
             */
            errand: string;
            /**
             * Format: int64
             * @description Until when it must be kept.
             */
            keep_until_at_ms?: number | null;
            /**
             * Format: int64
             * @description Whole minutes until then; below 0 when it is past.
             * @example 90
             */
            minutes_left: number;
            /**
             * Format: int64
             * @description Since when the lab keeps it: receipt, or what its call was published at.
             */
            since_at_ms?: number | null;
            /**
             * @description Where it lies; nothing where nobody said.
             * @example fridge
             */
            store?: string | null;
            /**
             * @description Its label.
             * @example 360781000139
             */
            tube: string;
            /** @description The same in Chinese. */
            zh: string;
        };
        /** @description A reagent kit: what a plate's readings must look like. */
        KitView: {
            name: string;
            targets: string[];
            /** Format: int32 */
            targets_for_positive: number;
        };
        /** @description What a lab did. */
        LabQuality: {
            /** @description What is out of control. */
            alarms: components["schemas"]["AlarmView"][];
            blind?: components["schemas"]["BlindView"] | null;
            /**
             * Format: int64
             * @description Readings of specimens, retests among them.
             */
            calls: number;
            /**
             * Format: int64
             * @description Of these, with a control that failed.
             */
            failed_runs: number;
            /** @description From receipt to publication. */
            from_receipt: components["schemas"]["TookView"];
            /** @description From the first swab to publication. */
            from_swab: components["schemas"]["TookView"];
            /**
             * Format: int64
             * @description Of these, grey.
             */
            grey: number;
            /**
             * Format: int64
             * @description Of these, invalid.
             */
            invalid: number;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Its name in English. */
            name_en: string;
            /** @description Its name in Chinese. */
            name_zh: string;
            /**
             * Format: int64
             * @description Of these, positive.
             */
            positive: number;
            /**
             * Format: int64
             * @description Plates read.
             */
            runs: number;
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
        /** @description A desk. */
        LaneView: {
            /** Format: int32 */
            id: number;
            /** Format: int32 */
            number: number;
        };
        /** @description A proposed layout: its `wells` are what `load_plate` takes. */
        LayoutView: {
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description Tubes that were scanned and are not on it. */
            left_out: components["schemas"]["LeftOut"][];
            /** @description Tubes that wait at the lab and did not find room. */
            waiting: number;
            /** @description Specimens column by column, controls last. */
            wells: components["schemas"]["ProposedWell"][];
        };
        /** @description A tube that was scanned and is not on the proposal. */
        LeftOut: {
            /** @description Why, in English. */
            en: string;
            /** @description The refusal's name, or `NoRoom`. */
            name: string;
            /** @description As it was scanned. */
            tube: string;
            /** @description Why, in Chinese. */
            zh: string;
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
        /** @description Something that was seen to be wrong, and by whom. */
        NotedView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /**
             * Format: int64
             * @description What was counted.
             */
            counted: number;
            /**
             * @description What is wrong: missing, surplus, leaking, unlabelled, too_old, insufficient, fewer_swabs,
             *     other_lab; of a whole box handover_count, receipt_count, unrouted.
             * @example leaking
             */
            difference: string;
            /**
             * Format: int64
             * @description Its number; `resolve` names it by this.
             */
            discrepancy: number;
            /** @description In English. */
            en: string;
            /**
             * Format: int64
             * @description What was expected: tubes or swabs, minutes of a tube's age, the number of a lab.
             */
            expected: number;
            /** @description What a supervisor decided, a word; none while it is open. */
            resolution?: string | null;
            /**
             * Format: int32
             * @description Who noted it, or whose scan showed it.
             */
            staff: number;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description A tube on a manifest. */
        PackedView: {
            /**
             * @description The lab's number for it, as it stands on the tube.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /** @description What is wrong with it, by name, with who noted it and when. */
            differences: components["schemas"]["NotedView"][];
            /**
             * Format: int64
             * @description When the first swab went in.
             */
            first_swab_at_ms?: number | null;
            /** @description How many people are in it. */
            people: number;
            /**
             * Format: int64
             * @description When a lab took it in.
             */
            received_at_ms?: number | null;
            rejected?: components["schemas"]["RejectedView"] | null;
            /** @description Where it is now; none when the store knows no such tube. */
            stage?: string | null;
            /** @description Its label. */
            tube: string;
        };
        /** @description A plate as it stands. */
        PlateView: {
            /** @description The kit it is read by. */
            kit: string;
            /**
             * Format: int32
             * @description The lab that laid it out.
             */
            lab: number;
            /** @description Its label. */
            plate: string;
            /** @description The readings are in. */
            read: boolean;
            /** @description The colours that it is read in, in the order of the kit's targets. */
            reporters: string[];
            /** @description What stands where. */
            wells: components["schemas"]["WellView"][];
        };
        /** @description What one well read. */
        PointView: {
            /**
             * Format: int64
             * @description When it was read.
             * @example 1648771200000
             */
            at_ms: number;
            /**
             * @description Rules that it breaks.
             * @example []
             */
            broken: string[];
            /**
             * Format: double
             * @description Cycles; absent where no curve rose.
             * @example 28.3
             */
            ct?: number | null;
            /**
             * @description `baseline`, `within`, `warned`, `rejected`, `failed` (a run whose controls failed) or
             *     `no_curve`.
             * @example within
             */
            mark: string;
            /**
             * @description The plate.
             * @example P20220401001
             */
            plate: string;
            /**
             * @description The well.
             * @example H12
             */
            well: string;
            /**
             * Format: double
             * @description Standard deviations from the mean, where there is one.
             * @example 0.8
             */
            z?: number | null;
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
        /** @description A well of a proposal. */
        ProposedWell: {
            /**
             * @description The control.
             * @example negative
             */
            control?: string | null;
            /** @description The specimen. */
            tube?: string | null;
            /**
             * @description The well.
             * @example A01
             */
            well: string;
        };
        /** @description What labs did in the last hours. */
        QualityView: {
            /**
             * Format: int64
             * @description The moment of asking.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Hours that were looked at.
             */
            hours: number;
            /** @description As the campaign lists them. */
            labs: components["schemas"]["LabQuality"][];
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
             * @enum {string}
             */
            name: "ScanReused" | "ClockAhead" | "ClockBehind" | "RegionUnknown" | "RoleMayNot" | "SiteNotYours" | "LabNotYours" | "Malformed" | "PartyNotYours" | "RoundUnknown" | "RoundClosed" | "LaneUnknown" | "SiteUnknown" | "SiteClosed" | "LabUnknown" | "TubeCodeBad" | "BoxCodeBad" | "CapacityBad" | "TubeUnknown" | "TubeVoid" | "TubeRelabelled" | "TubeKnown" | "TubeOtherRound" | "TubeOtherLane" | "TubeNotOpen" | "TubeCalled" | "TubeEmpty" | "TubeCountDiffers" | "GuardianUnfit" | "DocumentBad" | "BirthDateBad" | "NameMissing" | "CheckWrong" | "NotASupervisor" | "AlreadyInTube" | "AlreadySampled" | "PhoneMissing" | "SingleTubeNeeded" | "TubeTooLarge" | "TubeFull" | "NotAMember" | "AlreadySwabbed" | "BoxUnknown" | "BoxLost" | "BoxOtherSite" | "BoxNotOpen" | "BoxFull" | "TubeNotSealed" | "TubeInBox" | "TubeNotInBox" | "BoxEmpty" | "BoxCountDiffers" | "BoxNotSealed" | "SameHands" | "NotTheHolder" | "BoxNotHandedOver" | "BoxReceived" | "BoxNotReceived" | "NoLabOpen" | "NotAParty" | "LabTakesNothing" | "ClosingOver" | "TubeNotReceived" | "TubeRejected" | "TubeOtherLab" | "TubeNotSampled" | "PlateKnown" | "PlateUnknown" | "KitUnknown" | "WellBad" | "TubeOnPlate" | "ControlsMissing" | "PlateRead" | "ReadingsBad" | "CallDiffers" | "NotCalled" | "ReviewerIsCaller" | "NotReviewed" | "NotPublished" | "KeepLonger" | "SpecimenGone" | "PlateNotRead" | "PlateNotClean" | "BlindUnfit" | "BlindDiffers" | "RecollectionUnknown" | "NoticeUnknown" | "DiscrepancyUnknown" | "ScheduleUnknown" | "CourseOpen" | "DayZeroUnfit" | "ContactUnfit" | "CourseUnknown" | "FlawUnfit" | "LabelUncertain" | "NotOpened" | "EndUnfounded" | "SecondSwabTaken";
            /**
             * Format: int32
             * @description Its number, never given to another.
             * @example 55
             */
            number: number;
            /** @description What happened, in Chinese. */
            zh: string;
        };
        /** @description A specimen was turned away, and by whom. */
        RejectedView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /** @description In English. */
            en: string;
            /**
             * @description Why, a word.
             * @example leaking
             */
            reason: string;
            /**
             * Format: int32
             * @description Who turned it away.
             */
            staff: number;
            /** @description In Chinese. */
            zh: string;
        };
        /** @description What became of a results file. */
        ResultsView: {
            /**
             * Format: int64
             * @description How many more say again what one of these says.
             */
            again: number;
            /**
             * Format: int64
             * @description How many are of wells in which nothing was put.
             */
            empty_wells: number;
            /** @description Why, in English. */
            en?: string | null;
            /**
             * @description By what it was told to be another plate's, or that it is this one's after all: wells that
             *     differ.
             */
            evidence: components["schemas"]["Evidence"][];
            /** @description Whose shape the file has. */
            format?: string | null;
            /** @description Rows that are not. */
            named: number;
            /**
             * Format: int64
             * @description How many are no results, such as a comment.
             */
            notes: number;
            /** @description The plate. */
            plate?: string | null;
            /** @description Why, as a stable word. */
            reason?: string | null;
            /** @description It is refused whole: nothing of it is recorded. */
            refused: boolean;
            /** @description Every row with a value or a fault. */
            rows: components["schemas"]["RowView"][];
            /** @description Rows whose values are used. */
            taken: number;
            /** @description Wells of the plate that are not read. */
            unread: components["schemas"]["UnreadView"][];
            /**
             * @description Targets of the kit, with their colours, whose files are not there: this one is kept, and
             *     read when they are.
             */
            waits_for: string[];
            /** @description Why, in Chinese, with what to do. */
            zh?: string | null;
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
        /** @description A row of the file. */
        RowView: {
            /** @description In English. */
            en?: string | null;
            /**
             * Format: int64
             * @description Its line or row, from 1.
             */
            line: number;
            /** @description The sample as it stands there. */
            sample: string;
            /** @description The target or colour as it stands there. */
            target: string;
            /** @description Its well, where it could be read. */
            well?: string | null;
            /** @description `taken`, or why not. */
            word: string;
            /** @description In Chinese; absent where it was taken. */
            zh?: string | null;
        };
        /** @description Two people signed for a box: one gave it, one took it. */
        SignatureView: {
            /**
             * Format: int64
             * @description When, by the device's clock.
             */
            at_ms: number;
            /**
             * Format: int32
             * @description Who gave it; at a receipt the courier.
             */
            giver: number;
            /**
             * Format: int32
             * @description Tubes that the giver counted; a courier those on taking the box.
             */
            giver_count?: number | null;
            /**
             * Format: int64
             * @description When the server took it.
             */
            recorded_at_ms: number;
            /**
             * Format: int32
             * @description Who took it; at a receipt the receiver.
             */
            taker: number;
            /**
             * Format: int32
             * @description Tubes that the taker counted.
             */
            taker_count: number;
            /**
             * @description `handover`, or `receipt` where the taker is the lab's.
             * @example receipt
             */
            what: string;
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
        /** @description What a lab must do about what it keeps. */
        StoreList: {
            /**
             * Format: int64
             * @description When it was asked.
             */
            at_ms: number;
            /** @description Everything was looked at; else only the oldest. */
            complete: boolean;
            /**
             * Format: int32
             * @description The lab.
             */
            lab: number;
            /** @description The least time left first. */
            tubes: components["schemas"]["KeptView"][];
        };
        /** @description What became of a results file, and of the command that records it. */
        TakenView: components["schemas"]["ResultsView"] & {
            /**
             * @description The verdict on `read_plate`, as `POST /v1/commands` gives it; absent where the file is
             *     refused before.
             */
            command?: Record<string, never> | null;
            /** @description The machine that the run is kept under, for control charts. */
            machine?: string | null;
        };
        /** @description A call that a second person looks at by itself. */
        ToReview: {
            /**
             * @description The lab's number for it.
             * @example 1-20220401-0001
             */
            accession?: string | null;
            /**
             * Format: int64
             * @description When.
             */
            at_ms: number;
            /**
             * @description What was called: negative, positive, grey, invalid.
             * @example positive
             */
            call: string;
            /**
             * Format: int32
             * @description Who called it: somebody else must confirm it.
             */
            called_by: number;
            /**
             * Format: int32
             * @description The lowest cycle that it was called by, in hundredths; absent where no curve rose.
             * @example 2345
             */
            ct_hundredths?: number | null;
            /** @description How many people are in it. */
            people: number;
            /** @description The tube. */
            tube: string;
            /** @description Where it stood; absent where it was called by hand. */
            well?: string | null;
        };
        /** @description How long outcomes took, in minutes; nothing where none was published. */
        TookView: {
            /**
             * Format: int64
             * @description Half took no longer.
             */
            p50_minutes?: number | null;
            /**
             * Format: int64
             * @description Nine of ten took no longer.
             */
            p90_minutes?: number | null;
            /**
             * Format: int64
             * @description Of a hundred, ninety-nine took no longer.
             */
            p99_minutes?: number | null;
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
        /**
         * @description A well of the plate that the file does not read: its tube is tested again, a control without a
         *     value makes the run invalid.
         */
        UnreadView: {
            /** @description Targets of the kit without a value. */
            targets: string[];
            /** @description The tube; absent for a control. */
            tube?: string | null;
            /** @description The well. */
            well: string;
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
        /** @description What stands in a well. */
        WellView: {
            /** @description The lab's number for the specimen. */
            accession?: string | null;
            /** @description The specimen's call. */
            call?: string | null;
            /** @description Or the control. */
            control?: string | null;
            /** @description Where the specimen is in its life now. */
            stage?: string | null;
            /** @description The specimen. */
            tube?: string | null;
            /** @description Position, for instance `A01`. */
            well: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
